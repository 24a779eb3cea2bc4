namespace Plyr.Genres;

/// <summary>How the classification of a track ended.</summary>
public enum ClassificationStatus
{
    /// <summary>The model was asked and its predictions are stored.</summary>
    Classified = 0,

    /// <summary>Fresh predictions were stored already; the model was not asked. Pending auto-tags are settled from them.</summary>
    AlreadyFresh = 1,

    /// <summary>The model was asked and heard nothing it has a name for; that answer is stored.</summary>
    Empty = 2,

    /// <summary>There is no answer; <see cref="TrackClassification.Failure"/> says why.</summary>
    Failed = 3,

    /// <summary>The track has no audio that may be sent.</summary>
    NoAudio = 4,

    /// <summary>Classification is switched off.</summary>
    Disabled = 5,

    /// <summary>The audio was replaced while the model listened; nothing was stored.</summary>
    Superseded = 6,

    /// <summary>There is no such track, or no longer.</summary>
    NotFound = 7,
}
