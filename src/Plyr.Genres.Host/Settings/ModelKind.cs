namespace Plyr.Genres.Host.Settings;

/// <summary>Specifies the kind of model.</summary>
internal enum ModelKind
{
    /// <summary>No model: neither a token nor a model file is set, and the simulator is not allowed.</summary>
    None,

    /// <summary>A simulator in this process, which invents genres.</summary>
    Simulator,

    /// <summary>Replicate, which charges for each run.</summary>
    Replicate,

    /// <summary>A self-hosted Cog server.</summary>
    SelfHosted,

    /// <summary>A model file in this process.</summary>
    Local,
}
