namespace Plyr.Genres;

/// <summary>What is decided on a track as it is at the moment of the write: the change, and what it means.</summary>
internal sealed record TrackDecision(TrackChange Change)
{
    public IReadOnlyList<string> AddedTags => Change.AddTags;

    public IReadOnlyList<string> RemovedTags => Change.RemoveTags;

    /// <summary>The tags on the track once the change is applied.</summary>
    public required IReadOnlyList<string> Tags { get; init; }
}
