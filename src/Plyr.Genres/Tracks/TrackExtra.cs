using System.Buffers;
using System.Text;

namespace Plyr.Genres;

/// <summary>What <c>track.extra</c> says about genres. Foreign keys are passed over and not held.</summary>
/// <remarks>
/// Reading never fails: a key of ours with an unexpected shape counts as absent and is named in <see cref="UnreadableKeys"/>; a
/// document that is not a JSON object counts as empty, see <see cref="IsUnreadable"/>.
/// </remarks>
public sealed class TrackExtra
{
    /// <summary>An <c>extra</c> without any key of ours.</summary>
    public static TrackExtra Empty { get; } = new();

    /// <summary>The stored predictions, best first, or null when there are none. An empty list is an answer: the model heard nothing.</summary>
    public IReadOnlyList<GenrePrediction>? Predictions { get; internal init; }

    /// <summary>The file that the predictions were computed from.</summary>
    public string? PredictionsFileId { get; internal init; }

    /// <summary>The version of the model that gave the predictions; null for predictions written by the original system.</summary>
    public string? PredictionsModel { get; internal init; }

    /// <summary>Whether the uploader asked for auto-tags and has not got them yet. Only JSON <c>true</c> counts.</summary>
    public bool AutoTag { get; internal init; }

    /// <summary>The tags that the library added and that are still its own.</summary>
    public GenreAutoTags? AutoTags { get; internal init; }

    /// <summary>Why a file of this track can't be classified.</summary>
    public RecordedFailure? Failure { get; internal init; }

    /// <summary>Which file a process is about to pay for.</summary>
    public RunClaim? Claim { get; internal init; }

    /// <summary>Keys of ours that are there in an unexpected shape and so count as absent.</summary>
    public IReadOnlyList<string> UnreadableKeys { get; internal init; } = [];

    /// <summary>Whether the document is something else than a JSON object or nothing, and so counts as empty.</summary>
    public bool IsUnreadable { get; internal init; }

    /// <summary>Reads a document.</summary>
    /// <param name="utf8Json">The document in UTF-8; nothing at all counts as empty.</param>
    /// <returns>What it says about genres, whatever else is in it; never null, and never an exception.</returns>
    public static TrackExtra Parse(ReadOnlySpan<byte> utf8Json) => TrackExtraReader.Read(utf8Json);

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document; null and nothing at all count as empty.</param>
    /// <returns>What it says about genres, whatever else is in it; never null, and never an exception.</returns>
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

    /// <summary>Whether the predictions are there and were computed from this file.</summary>
    /// <param name="fileId">The track's current file; without one nothing is fresh.</param>
    /// <returns>True also when the stored predictions are an empty list, which is an answer.</returns>
    public bool IsFreshFor(string? fileId) => Predictions is not null && !string.IsNullOrEmpty(fileId) && PredictionsFileId == fileId;

    /// <summary>Whether it is on record that this file can't be classified.</summary>
    /// <param name="fileId">The track's current file; without one there is no such record.</param>
    /// <returns>True when <see cref="Failure"/> is about this file.</returns>
    public bool HasFailureFor(string? fileId) => Failure is not null && !string.IsNullOrEmpty(fileId) && Failure.FileId == fileId;
}
