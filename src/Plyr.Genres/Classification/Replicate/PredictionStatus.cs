namespace Plyr.Genres;

/// <summary>What the status of a prediction means for somebody who waits for it.</summary>
internal enum PredictionStatus
{
    /// <summary><c>starting</c>, <c>processing</c>, a missing status, or one that is not known yet: wait on, the deadline ends it.</summary>
    Pending,

    /// <summary><c>succeeded</c>.</summary>
    Succeeded,

    /// <summary><c>failed</c>.</summary>
    Failed,

    /// <summary><c>canceled</c> while it ran, or <c>aborted</c> before it started.</summary>
    Canceled,
}
