using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Represents a track as the host's store has it at one moment.</summary>
public sealed record Track
{
    /// <summary>Gets the track's id.</summary>
    public required TrackId Id { get; init; }

    /// <summary>Gets the identity of the audio, best a hash of its content. Without one, nothing is sent.</summary>
    public string? FileId { get; init; }

    /// <summary>Gets the identity of the upload that the file was transcoded from; null in most stores.</summary>
    /// <remarks>Predictions of either file are fresh.</remarks>
    public string? OriginalFileId { get; init; }

    /// <summary>Gets the audio. A <see cref="Uri"/> converts implicitly.</summary>
    /// <value>Null when the audio must not be sent, for example because the track is private.</value>
    [JsonIgnore]
    public AudioSource? Audio { get; init; }

    /// <summary>Gets the names of the tags on the track.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Gets what the track's <c>extra</c> document contains about genres.</summary>
    public TrackExtra Extra { get; init; } = TrackExtra.Empty;

    /// <summary>Gets the title, for reports.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the artist, for reports.</summary>
    public string? Artist { get; init; }

    /// <summary>Gets when the track was created, for reports.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Gets what is stored about the genres of the current file.</summary>
    public GenreState GenreState
    {
        get
        {
            if (Extra.Predictions is not null && HasFile(Extra.PredictionsFileId))
                return GenreState.Fresh;
            if (HasFile(Extra.Failure?.FileId))
                return GenreState.Failed;
            return Extra.Predictions is null ? GenreState.Missing : GenreState.Stale;
        }
    }

    /// <summary>Gets whether the track has a file id and audio, and so may be sent to the model.</summary>
    internal bool HasAudio => Audio is not null && !string.IsNullOrEmpty(FileId);

    /// <summary>Gets the tags that the library added and that are still on the track as it added them.</summary>
    internal IReadOnlyList<string> OwnTags => Extra.AutoTags is { } autoTags
        ? [.. autoTags.Names.Where(name => Tags.Contains(name, StringComparer.Ordinal))]
        : [];

    /// <summary>Gets the scores that gave the stored predictions, which another system may have replaced.</summary>
    internal GenreLabelScores? ScoresOfPredictions =>
        Extra.LabelScores is { } scores
        && (scores.FileId, scores.Model) == (Extra.PredictionsFileId, Extra.PredictionsModel)
            ? scores
            : null;

    /// <summary>Returns whether a file id names the current audio, by either of its names.</summary>
    internal bool HasFile(string? fileId) =>
        fileId is { Length: > 0 } && FileId is { Length: > 0 } && (fileId == FileId || fileId == OriginalFileId);

    /// <summary>Returns the id only: a signed audio URL is a secret.</summary>
    public override string ToString() => $"Track {Id}";
}

/// <summary>Specifies what is stored about the genres of a track's current file; exactly one applies.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GenreState>))]
public enum GenreState
{
    /// <summary>Predictions of the current file are stored. An empty list is an answer.</summary>
    [JsonStringEnumMemberName("fresh")] Fresh = 0,

    /// <summary>A failure is recorded for the current file, which is not tried again by itself.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 1,

    /// <summary>Predictions of another file are stored, or predictions that name no file.</summary>
    [JsonStringEnumMemberName("stale")] Stale = 2,

    /// <summary>No predictions are stored.</summary>
    [JsonStringEnumMemberName("missing")] Missing = 3,
}
