namespace Plyr.Genres;

/// <summary>How a request for recommended tags ended, for hosts in C#. It is not part of the JSON.</summary>
public enum RecommendationStatus
{
    /// <summary>There are predictions. All of them may be on the track already, so the list can still be empty.</summary>
    Ready = 0,

    /// <summary>The model heard nothing it has a name for. That is an answer, and it is stored.</summary>
    Empty = 1,

    /// <summary>There is no answer; <see cref="TagRecommendations.Failure"/> says why.</summary>
    Failed = 2,

    /// <summary>The track has no audio that may be sent.</summary>
    NoAudio = 3,

    /// <summary>Classification is switched off and nothing fresh is stored.</summary>
    Disabled = 4,

    /// <summary>The audio was replaced while the model listened; nothing was stored. Ask again for the new audio.</summary>
    Superseded = 5,

    /// <summary>The model would have to be asked, and <see cref="TrackGenres.RecommendTagsWithoutRunAsync"/> does not ask it.</summary>
    NotAsked = 6,
}
