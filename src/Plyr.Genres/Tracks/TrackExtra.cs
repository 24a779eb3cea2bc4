using System.Text;
using Plyr.Genres.Tracks;

namespace Plyr.Genres;

/// <summary>Represents what <c>track.extra</c> contains about genres. Foreign keys are skipped and not held.</summary>
/// <remarks>
/// Reading never fails: a key of the library with an unexpected shape counts as absent and is listed in
/// <see cref="UnreadableKeys"/>; a document that is not a JSON object counts as empty, see <see cref="IsUnreadable"/>.
/// </remarks>
public sealed class TrackExtra
{
    /// <summary>The model of an answer that a simulator made.</summary>
    internal const string SimulatedModel = "simulated";

    /// <summary>Gets an <c>extra</c> without any key of the library.</summary>
    public static TrackExtra Empty { get; } = new();

    /// <summary>Gets the stored predictions, best first; null when there are none.</summary>
    /// <remarks>An empty list is an answer: the model returned no usable genre.</remarks>
    public IReadOnlyList<GenrePrediction>? Predictions { get; internal set; }

    /// <summary>Gets the file that the predictions were computed from.</summary>
    public string? PredictionsFileId { get; internal set; }

    /// <summary>Gets the model that gave the predictions; null for those that the original system wrote.</summary>
    public string? PredictionsModel { get; internal set; }

    /// <summary>Gets whether a simulator made the predictions.</summary>
    public bool IsSimulated => PredictionsModel == SimulatedModel;

    /// <summary>Gets whether auto-tags that the uploader asked for are pending. Only JSON <c>true</c> counts.</summary>
    public bool AutoTag { get; internal set; }

    /// <summary>Gets the tags that the library added.</summary>
    public GenreAutoTags? AutoTags { get; internal set; }

    /// <summary>Gets why a file of this track can't be classified.</summary>
    public RecordedFailure? Failure { get; internal set; }

    /// <summary>Gets the last claim of a run, expired or not; null when no claim is stored.</summary>
    public RunClaim? Claim { get; internal set; }

    /// <summary>Gets how many runs failed because the model could not fetch the audio; null when none did.</summary>
    public FailedAttempts? Attempts { get; internal set; }

    /// <summary>Gets the scores of all labels; null when they are not kept.</summary>
    public GenreLabelScores? LabelScores { get; internal set; }

    /// <summary>Gets the keys of the library that have an unexpected shape and count as absent.</summary>
    public IReadOnlyList<string> UnreadableKeys { get; internal set; } = [];

    /// <summary>Gets whether the document is not a JSON object, and so counts as empty.</summary>
    public bool IsUnreadable { get; internal init; }

    /// <summary>Reads a document. Never throws.</summary>
    /// <param name="utf8Json">The document in UTF-8; no bytes count as an empty document.</param>
    /// <returns>What the document contains about genres; never null.</returns>
    public static TrackExtra Parse(ReadOnlySpan<byte> utf8Json) => TrackExtraReader.Read(utf8Json);

    /// <summary>Reads a document. Never throws.</summary>
    /// <param name="json">The document; null and an empty text count as an empty document.</param>
    /// <returns>What the document contains about genres; never null.</returns>
    public static TrackExtra Parse(string? json) => Parse(Encoding.UTF8.GetBytes(json ?? ""));
}

/// <summary>Represents the record of the tags that the library added to a track.</summary>
/// <param name="FileId">The file whose predictions they come from.</param>
/// <param name="Names">The names, in the order of the predictions.</param>
public sealed record GenreAutoTags(string FileId, IReadOnlyList<string> Names);

/// <summary>Represents a failure that is recorded on a track, so that the same file is not paid for again.</summary>
/// <param name="FileId">The file that failed.</param>
/// <param name="Reason">
/// The reason in snake_case: <c>audio_rejected</c>, <c>malformed_output</c> or <c>audio_unreachable</c>. Another
/// version of the library may write others.
/// </param>
/// <param name="At">When it failed, in UTC.</param>
public sealed record RecordedFailure(string FileId, string Reason, DateTimeOffset At);

/// <summary>Represents the claim of a process that is about to pay for a run (<c>ClaimRuns</c>).</summary>
/// <param name="FileId">The file to classify.</param>
/// <param name="Until">When the claim expires, in UTC. In the past for a run that failed.</param>
public sealed record RunClaim(string FileId, DateTimeOffset Until);

/// <summary>Counts the runs that failed because the model could not fetch the audio from its URL.</summary>
/// <param name="FileId">The file.</param>
/// <param name="Count">The number of failed runs, from 1.</param>
public sealed record FailedAttempts(string FileId, int Count);

/// <summary>Provides the library's keys in <c>track.extra</c>. Every other key survives every write.</summary>
public static class TrackExtraKeys
{
    /// <summary>The predictions: <c>[{"name": "ambient", "confidence": 0.1999}]</c>.</summary>
    public const string Predictions = "genre_predictions";

    /// <summary>The file that the predictions were computed from; always written together with them.</summary>
    public const string PredictionsFileId = "genre_predictions_file_id";

    /// <summary>The model that gave the predictions.</summary>
    public const string PredictionsModel = "genre_predictions_model";

    /// <summary>JSON <c>true</c> while the auto-tags that the uploader asked for are pending.</summary>
    public const string AutoTag = "auto_tag";

    /// <summary>The tags that the library added: <c>{"file_id", "names"}</c>.</summary>
    public const string AutoTags = "genre_auto_tags";

    /// <summary>Why the file can't be classified: <c>{"file_id", "reason", "at"}</c>.</summary>
    public const string Failure = "genre_classification_failure";

    /// <summary>The claim of a process that is about to pay for the file: <c>{"file_id", "until"}</c>.</summary>
    public const string Claim = "genre_classification_claim";

    /// <summary>How many runs failed because the audio could not be fetched: <c>{"file_id", "count"}</c>.</summary>
    public const string Attempts = "genre_classification_attempts";

    /// <summary>
    /// The scores of all labels that gave the predictions: <c>{"file_id", "model", "scores"}</c>. The scores are base64
    /// of 400 little-endian 16-bit numbers of ten-thousandths, in the order of <see cref="GenreLabels.All"/>.
    /// </summary>
    public const string LabelScores = "genre_label_scores";

    /// <summary>Gets all of these keys.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Predictions, PredictionsFileId, PredictionsModel, AutoTag, AutoTags, Failure, Claim, Attempts, LabelScores];
}
