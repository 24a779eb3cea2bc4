using System.Buffers;
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
    /// <summary>Gets an <c>extra</c> without any key of the library.</summary>
    public static TrackExtra Empty { get; } = new();

    /// <summary>
    /// Gets the stored predictions, best first; null when there are none. An empty list is an answer: the model
    /// returned no usable genre.
    /// </summary>
    public IReadOnlyList<GenrePrediction>? Predictions { get; internal init; }

    /// <summary>Gets the file that the predictions were computed from.</summary>
    public string? PredictionsFileId { get; internal init; }

    /// <summary>
    /// Gets the model that gave the predictions; null for predictions that the original system wrote.
    /// </summary>
    public string? PredictionsModel { get; internal init; }

    /// <summary>
    /// Gets whether the uploader asked for auto-tags that are still pending. Only JSON <c>true</c> counts.
    /// </summary>
    public bool AutoTag { get; internal init; }

    /// <summary>Gets the tags that the library added.</summary>
    public GenreAutoTags? AutoTags { get; internal init; }

    /// <summary>Gets why a file of this track can't be classified.</summary>
    public RecordedFailure? Failure { get; internal init; }

    /// <summary>Gets which file a process is about to pay for.</summary>
    public RunClaim? Claim { get; internal init; }

    /// <summary>Gets how many runs failed because the model could not fetch the audio; null when none did.</summary>
    public FailedAttempts? Attempts { get; internal init; }

    /// <summary>Gets the scores of all labels; null when they are not kept.</summary>
    public GenreLabelScores? LabelScores { get; internal init; }

    /// <summary>Gets the keys of the library that have an unexpected shape and count as absent.</summary>
    public IReadOnlyList<string> UnreadableKeys { get; internal init; } = [];

    /// <summary>Gets whether the document is not a JSON object, and so counts as empty.</summary>
    public bool IsUnreadable { get; internal init; }

    /// <summary>Reads a document. Never throws.</summary>
    /// <param name="utf8Json">The document in UTF-8; no bytes count as an empty document.</param>
    /// <returns>What the document contains about genres; never null.</returns>
    public static TrackExtra Parse(ReadOnlySpan<byte> utf8Json) => TrackExtraReader.Read(utf8Json);

    /// <summary>Reads a document. Never throws.</summary>
    /// <param name="json">The document; null and an empty text count as an empty document.</param>
    /// <returns>What the document contains about genres; never null.</returns>
    public static TrackExtra Parse(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return Empty;
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            return Parse(buffer.AsSpan(0, Encoding.UTF8.GetBytes(json, buffer)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Gets whether a simulator made the predictions.</summary>
    public bool IsSimulated => PredictionsModel == SimulatedModel;

    /// <summary>The model of an answer that a simulator made.</summary>
    internal const string SimulatedModel = "simulated";
}
