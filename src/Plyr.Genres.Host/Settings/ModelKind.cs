namespace Plyr.Genres.Host.Settings;

/// <summary>Specifies what classifies.</summary>
internal enum ModelKind
{
    /// <summary>Nothing: neither a token nor a model is set, and the simulator is not allowed.</summary>
    None,

    /// <summary>A simulator on this machine, whose genres are invented.</summary>
    Simulator,

    /// <summary>Replicate, which charges for each run.</summary>
    Replicate,

    /// <summary>A self-hosted Cog server.</summary>
    SelfHosted,

    /// <summary>A model file in this process.</summary>
    Local,
}
