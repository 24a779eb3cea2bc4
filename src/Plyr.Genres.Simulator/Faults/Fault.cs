using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Something that goes wrong. The first group of members says which requests meet it; of several faults the first that fits is met.
/// The rest says what happens, and can be combined freely.
/// </summary>
public sealed record Fault
{
    /// <summary>Which requests meet the fault.</summary>
    public FaultStage Stage { get; init; }

    /// <summary>A part of the path and query that a request must have; for <see cref="FaultStage.Model"/> a part of the audio's address.</summary>
    public string? Path { get; init; }

    /// <summary>How many requests meet the fault; -1 for all.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many requests that would fit are spared first.</summary>
    public int Skip { get; init; }

    /// <summary>Of those that fit, only every n-th meets the fault.</summary>
    public int Every { get; init; } = 1;

    /// <summary>
    /// The status of the answer. The request is refused with it, without any effect, unless <see cref="Accepted"/>. Where no body is given,
    /// a refusal has the one that Replicate sends with that status.
    /// </summary>
    public int? Status { get; init; }

    /// <summary>Whether the request takes effect although its answer is spoilt.</summary>
    public bool Accepted { get; init; }

    /// <summary>How long the headers take; for <see cref="FaultStage.Model"/> how much longer the run takes.</summary>
    [JsonPropertyName("delayMs"), JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan Delay { get; init; }

    /// <summary>Where the connection breaks.</summary>
    public FaultReset Reset { get; init; }

    /// <summary>Where the answer redirects to; with 302 unless <see cref="Status"/> says otherwise.</summary>
    public string? Redirect { get; init; }

    /// <summary>Headers that the answer gets, in place of its own of that name.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The content type in place of the answer's own.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body in place of the answer's own.</summary>
    public string? Body { get; init; }

    /// <summary>The body as bytes in place of the answer's own.</summary>
    public byte[]? BodyBytes { get; init; }

    /// <summary>A body of so many bytes in place of the answer's own.</summary>
    public long? BodySize { get; init; }

    /// <summary>Members of the answer's JSON that get another value.</summary>
    public JsonObject? Patch { get; init; }

    /// <summary>Members of the answer's JSON that are left out.</summary>
    public IReadOnlyList<string>? Remove { get; init; }

    /// <summary>Whether the body is compressed, whatever the request accepts.</summary>
    public bool Gzip { get; init; }

    /// <summary>Whether the body never ends: it is repeated.</summary>
    public bool Endless { get; init; }

    /// <summary>How fast the body comes.</summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>The length that the headers claim. The connection ends after a body that is shorter; one that is longer is cut.</summary>
    public long? ContentLength { get; init; }

    /// <summary>Whether the body comes in chunks, without a length in the headers.</summary>
    public bool Chunked { get; init; }

    /// <summary>After how many bytes of the body the connection ends.</summary>
    public long? TruncateAfter { get; init; }

    /// <summary>For <see cref="FaultStage.Model"/>: the run fails with this text.</summary>
    public string? Error { get; init; }
}
