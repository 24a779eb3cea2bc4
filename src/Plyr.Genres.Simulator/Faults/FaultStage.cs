namespace Plyr.Genres.Simulator;

/// <summary>Which requests a fault meets.</summary>
public enum FaultStage
{
    /// <summary>Every request but those that steer the simulator.</summary>
    Any,

    /// <summary>Requesting a run, at either face.</summary>
    Create,

    /// <summary>Asking for a prediction.</summary>
    Poll,

    /// <summary>Cancelling a prediction.</summary>
    Cancel,

    /// <summary>Fetching an output.</summary>
    File,

    /// <summary>Fetching a recording.</summary>
    Recording,

    /// <summary>Any other request.</summary>
    Other,

    /// <summary>The model's run itself, not a request: see <see cref="Fault.Error"/> and <see cref="Fault.Delay"/>.</summary>
    Model,
}
