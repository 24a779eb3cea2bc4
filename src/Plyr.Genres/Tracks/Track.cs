namespace Plyr.Genres;

/// <summary>A track as the host's store has it at one moment.</summary>
public sealed record Track
{
    /// <summary>The track's id.</summary>
    public required TrackId Id { get; init; }

    /// <summary>The identity of the audio, best a hash of its content. Predictions belong to a file; without one nothing can be classified.</summary>
    public string? FileId { get; init; }

    /// <summary>
    /// Gets the audio: a URL that the model fetches (a <see cref="Uri"/> converts by itself), a file, or a stream. Null when the audio
    /// must not be sent, for example because the track is private.
    /// </summary>
    public AudioSource? Audio { get; init; }

    /// <summary>The names of the tags on the track.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the track's <c>extra</c> document says about genres.</summary>
    public TrackExtra Extra { get; init; } = TrackExtra.Empty;

    /// <summary>The title, for reports.</summary>
    public string? Title { get; init; }

    /// <summary>The artist, for reports.</summary>
    public string? Artist { get; init; }

    /// <summary>When the track was created, for reports.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether the track has a file id and audio, and so may be sent to the classifier.</summary>
    internal bool HasAudio => Audio is not null && !string.IsNullOrEmpty(FileId);

    /// <summary>Whether the stored predictions were computed from the current file (rule 13).</summary>
    internal bool IsFresh => Extra.IsFreshFor(FileId);

    /// <summary>The id only: the audio URL may be signed, and a signature is a secret.</summary>
    public override string ToString() => $"Track {Id}";
}
