namespace Plyr.Genres;

/// <summary>Represents a processed track: one whose audio was sent to the model.</summary>
public sealed record AuditedTrack
{
    /// <summary>Gets the track's id.</summary>
    public required TrackId Id { get; init; }

    /// <summary>Gets what is stored about the current file.</summary>
    public required GenreState State { get; init; }

    /// <summary>
    /// Gets the recorded reason in snake_case when <see cref="State"/> is <see cref="GenreState.Failed"/>.
    /// </summary>
    public string? FailureReason { get; init; }

    /// <summary>Gets the title.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the artist.</summary>
    public string? Artist { get; init; }

    /// <summary>Gets when the track was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets the model that gave the predictions; null for those that the original system wrote.</summary>
    public string? Model { get; init; }

    /// <summary>Gets the track's current file.</summary>
    public string? FileId { get; init; }

    /// <summary>Gets the tags that the library added and that are still on the track.</summary>
    public IReadOnlyList<string> AutoTags { get; init; } = [];
}
