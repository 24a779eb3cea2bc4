namespace Plyr.Genres.Host.Settings;

/// <summary>Specifies when the simulator is used instead of a model.</summary>
internal enum SimulatorUse
{
    /// <summary>Only with the default database.</summary>
    Auto,

    /// <summary>With any database.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
