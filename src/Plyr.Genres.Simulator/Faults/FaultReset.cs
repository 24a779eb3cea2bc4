namespace Plyr.Genres.Simulator;

/// <summary>Specifies where a connection breaks.</summary>
public enum FaultReset
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Before the answer's headers. With <see cref="Fault.Accepted"/> the request has taken effect.</summary>
    BeforeHeaders,

    /// <summary>In the middle of the answer's body.</summary>
    MidBody,

    /// <summary>In the middle of the request's body, once half of it has been read. It takes no effect.</summary>
    MidRequest,
}
