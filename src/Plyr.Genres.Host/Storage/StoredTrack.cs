namespace Plyr.Genres.Host.Storage;

/// <summary>A track with the properties that only the host needs.</summary>
internal sealed record StoredTrack
{
    public required long Id { get; init; }

    /// <summary>Gets the track of genre tagging.</summary>
    public required Track Track { get; init; }

    /// <summary>Gets the media type of the audio.</summary>
    public required string ContentType { get; init; }

    /// <summary>Gets the size of the audio in bytes; 0 if it is not an upload to this host.</summary>
    public required long AudioSize { get; init; }

    /// <summary>Gets the length of the audio in seconds; null if unknown.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Gets whether the current audio is due for classification.</summary>
    public required bool ClassificationDue { get; init; }

    /// <summary>Gets why the classification waits or was given up; null if no attempt has failed.</summary>
    public WaitingReason? Waiting { get; init; }

    /// <summary>
    /// Gets the version of the audio, which each replacement increments. It distinguishes a file that was replaced and
    /// restored.
    /// </summary>
    public required long AudioVersion { get; init; }
}
