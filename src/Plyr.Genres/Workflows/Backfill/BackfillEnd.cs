namespace Plyr.Genres;

/// <summary>Why a backfill ended.</summary>
public enum BackfillEnd
{
    /// <summary>It came to the end of the store.</summary>
    Finished = 0,

    /// <summary>The model was asked for as many tracks as <see cref="BackfillOptions.Limit"/> allows, and there are more.</summary>
    LimitReached = 1,

    /// <summary>The caller cancelled it, and runs in flight were let finish; or the container was disposed, which cancelled them.</summary>
    Canceled = 2,

    /// <summary>Every further call would have failed in the same way; <see cref="BackfillReport.StoppedBy"/> says in which.</summary>
    Stopped = 3,

    /// <summary>Classification is switched off: no further track is touched, and none at all where it was off from the start.</summary>
    Disabled = 4,

    /// <summary>The store failed for ten tracks in a row, so that answers which are paid for could not be stored.</summary>
    StoreFailed = 5,
}
