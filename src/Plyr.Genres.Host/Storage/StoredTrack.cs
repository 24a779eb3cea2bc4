namespace Plyr.Genres.Host.Storage;

/// <summary>A track with what only the host knows about it.</summary>
internal sealed record StoredTrack
{
    public required long Id { get; init; }

    /// <summary>The track as genre tagging sees it.</summary>
    public required Track Track { get; init; }

    /// <summary>The media type of the audio.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size of the audio in bytes; 0 where this host didn't take the upload.</summary>
    public required long AudioSize { get; init; }

    /// <summary>How long the audio is; null where that is not known.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>Whether the current audio waits for its classification.</summary>
    public required bool ClassificationDue { get; init; }

    /// <summary>Why the classification waits for another try or was given up; null when none has failed.</summary>
    public WaitingReason? Waiting { get; init; }

    /// <summary>
    /// Counts the replacements of the audio, so that a file which comes back is not taken for the one that was
    /// classified.
    /// </summary>
    public required long AudioVersion { get; init; }
}
