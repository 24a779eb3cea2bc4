namespace Plyr.Genres.Host.Settings;

/// <summary>Specifies when the simulator may answer in place of a model that is not set.</summary>
internal enum SimulatorUse
{
    /// <summary>Only in the host's own demo database.</summary>
    Auto,

    /// <summary>In any database.</summary>
    On,

    /// <summary>Never.</summary>
    Off,
}
