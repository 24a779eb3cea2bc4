namespace Plyr.Genres.Simulator;

/// <summary>Where in an answer the connection breaks.</summary>
public enum FaultReset
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>In front of the headers. With <see cref="Fault.Accepted"/> the request has taken effect by then.</summary>
    BeforeHeaders,

    /// <summary>In the middle of the body.</summary>
    MidBody,
}
