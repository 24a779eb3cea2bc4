namespace Plyr.Genres.Simulator;

/// <summary>Specifies the requests that a fault applies to.</summary>
public enum FaultStage
{
    /// <summary>Every request except those that control the simulator.</summary>
    Any,

    /// <summary>Creating a prediction, with Replicate's API or Cog's.</summary>
    Create,

    /// <summary>Getting a prediction.</summary>
    Poll,

    /// <summary>Cancelling a prediction.</summary>
    Cancel,

    /// <summary>Downloading an output.</summary>
    File,

    /// <summary>Downloading a recording.</summary>
    Recording,

    /// <summary>Any other request.</summary>
    Other,

    /// <summary>The model's run, with <see cref="Fault.Error"/> and <see cref="Fault.Delay"/>.</summary>
    Model,

    /// <summary>Uploading a file.</summary>
    Upload,

    /// <summary>Deleting an uploaded file.</summary>
    Delete,
}
