using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Plyr.Genres.Simulator;

/// <summary>
/// A scripted fault. The first properties select the requests that it applies to; the first matching fault applies. The
/// other properties specify what happens, and can be combined.
/// </summary>
public sealed record Fault
{
    /// <summary>Gets the requests that the fault applies to.</summary>
    public FaultStage Stage { get; init; }

    /// <summary>
    /// Gets a part of the request's path and query, or, for <see cref="FaultStage.Model"/>, of the audio's address.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>Gets how many requests the fault applies to; -1 for all.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Gets how many matching requests are skipped first.</summary>
    public int Skip { get; init; }

    /// <summary>Gets n, so that the fault applies to every n-th matching request only.</summary>
    public int Every { get; init; } = 1;

    /// <summary>
    /// Gets the status of the answer. The request is rejected and has no effect, unless <see cref="Accepted"/> is set.
    /// By default, the body is the one that Replicate sends with that status.
    /// </summary>
    public int? Status { get; init; }

    /// <summary>Gets whether the request takes effect despite the fault.</summary>
    public bool Accepted { get; init; }

    /// <summary>Gets the delay of the answer's headers, or, for <see cref="FaultStage.Model"/>, of the run.</summary>
    [JsonPropertyName("delayMs"), JsonConverter(typeof(MillisecondsConverter))]
    public TimeSpan Delay { get; init; }

    /// <summary>Gets where the connection breaks.</summary>
    public FaultReset Reset { get; init; }

    /// <summary>Gets the rate at which the request's body is read.</summary>
    public int? RequestBytesPerSecond { get; init; }

    /// <summary>Gets whether the file is deleted after a successful <see cref="FaultStage.Upload"/>.</summary>
    public bool LosesFile { get; init; }

    /// <summary>Gets the target of a redirect; with 302 unless <see cref="Status"/> is set.</summary>
    public string? Redirect { get; init; }

    /// <summary>Gets headers that replace those of the answer.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Gets the content type of the answer.</summary>
    public string? ContentType { get; init; }

    /// <summary>Gets the body of the answer.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the bytes of the answer's body.</summary>
    public byte[]? BodyBytes { get; init; }

    /// <summary>Gets the size in bytes of a generated body of the answer.</summary>
    public long? BodySize { get; init; }

    /// <summary>Gets members of the answer's JSON to replace.</summary>
    public JsonObject? Patch { get; init; }

    /// <summary>Gets members of the answer's JSON to remove.</summary>
    public IReadOnlyList<string>? Remove { get; init; }

    /// <summary>Gets whether the body is compressed, even if the request doesn't accept it.</summary>
    public bool Gzip { get; init; }

    /// <summary>Gets whether the body is repeated endlessly.</summary>
    public bool Endless { get; init; }

    /// <summary>Gets the rate at which the answer's body is sent.</summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>Gets the length in the headers. A shorter body ends the connection; a longer one is cut.</summary>
    public long? ContentLength { get; init; }

    /// <summary>Gets whether the body is sent in chunks, without a length in the headers.</summary>
    public bool Chunked { get; init; }

    /// <summary>Gets the number of bytes of the body after which the connection ends.</summary>
    public long? TruncateAfter { get; init; }

    /// <summary>Gets the text that the run fails with, for <see cref="FaultStage.Model"/>.</summary>
    public string? Error { get; init; }
}
