using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Plyr.Genres.Simulator;

/// <summary>
/// A scripted fault. The first properties select the requests that meet it; a request meets the first fault that fits.
/// The other properties specify what happens, and can be combined freely.
/// </summary>
public sealed record Fault
{
    /// <summary>Which requests meet the fault.</summary>
    public FaultStage Stage { get; init; }

    /// <summary>
    /// A part of the request's path and query; for <see cref="FaultStage.Model"/> of the audio's address.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>How many requests meet the fault; -1 for all.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many requests that fit are spared first.</summary>
    public int Skip { get; init; }

    /// <summary>Of the requests that fit, only every n-th meets the fault.</summary>
    public int Every { get; init; } = 1;

    /// <summary>
    /// The status of the answer. The request is refused and takes no effect, unless <see cref="Accepted"/>.
    /// Without a body, a refusal has the one that Replicate sends with that status.
    /// </summary>
    public int? Status { get; init; }

    /// <summary>Whether the request takes effect although its answer is spoilt.</summary>
    public bool Accepted { get; init; }

    /// <summary>How long the headers take; for <see cref="FaultStage.Model"/> how much longer the run takes.</summary>
    [JsonPropertyName("delayMs"), JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan Delay { get; init; }

    /// <summary>Where the connection breaks.</summary>
    public FaultReset Reset { get; init; }

    /// <summary>How fast the request's body is read.</summary>
    public int? RequestBytesPerSecond { get; init; }

    /// <summary>For <see cref="FaultStage.Upload"/>: the upload succeeds and its file is deleted at once.</summary>
    public bool LosesFile { get; init; }

    /// <summary>Where the answer redirects to; with 302 unless <see cref="Status"/> is set.</summary>
    public string? Redirect { get; init; }

    /// <summary>Headers that replace the answer's own of the same name.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The content type that replaces the answer's own.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body that replaces the answer's own.</summary>
    public string? Body { get; init; }

    /// <summary>The bytes that replace the answer's body.</summary>
    public byte[]? BodyBytes { get; init; }

    /// <summary>The size in bytes of a body that replaces the answer's own.</summary>
    public long? BodySize { get; init; }

    /// <summary>Members of the answer's JSON that get another value.</summary>
    public JsonObject? Patch { get; init; }

    /// <summary>Members of the answer's JSON that are left out.</summary>
    public IReadOnlyList<string>? Remove { get; init; }

    /// <summary>Whether the body is compressed, whatever the request accepts.</summary>
    public bool Gzip { get; init; }

    /// <summary>Whether the body never ends: it is repeated.</summary>
    public bool Endless { get; init; }

    /// <summary>How fast the answer's body is sent.</summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>The length in the headers. A shorter body ends with the connection; a longer one is cut.</summary>
    public long? ContentLength { get; init; }

    /// <summary>Whether the body is sent in chunks, without a length in the headers.</summary>
    public bool Chunked { get; init; }

    /// <summary>After how many bytes of the body the connection ends.</summary>
    public long? TruncateAfter { get; init; }

    /// <summary>For <see cref="FaultStage.Model"/>: the run fails with this text.</summary>
    public string? Error { get; init; }
}
