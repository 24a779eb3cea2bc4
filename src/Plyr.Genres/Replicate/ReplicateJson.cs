using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres.Replicate;

/// <summary>The body that creates a prediction. Replicate refuses further top-level keys; Cog has no version.</summary>
internal sealed record PredictionRequest(string? Version, PredictionInput Input);

/// <summary>The input of the model, which draws a chart unless JSON is requested.</summary>
internal sealed record PredictionInput(string Audio, string OutputFormat = "JSON");

/// <summary>A prediction of Replicate or Cog. Nothing is required, because recorded answers lack most keys.</summary>
internal sealed record PredictionAnswer
{
    public string? Id { get; init; }
    public string? Status { get; init; }
    public JsonElement Model { get; init; }
    public JsonElement Output { get; init; }
    public JsonElement Error { get; init; }
    public JsonElement Metrics { get; init; }

    /// <summary>The id, if it is valid in a path.</summary>
    public string? UsableId => ReplicateJson.IsPathSegment(Id) ? Id : null;
    public bool IsSimulated => Model.Text() == TrackExtra.SimulatedModel;

    /// <summary>Whether the run has not ended, also when its status is missing or not known.</summary>
    public bool IsUnfinished => Status is not ("succeeded" or "failed" or "canceled" or "aborted");

    /// <summary>The status for the log. One that is not known can be long, and contain anything.</summary>
    public string KnownStatus => IsUnfinished && Status is not ("starting" or "processing") ? "unknown" : Status!;
    public bool HasOutput => Output.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The error of a failed run: a text, or the JSON of another type.</summary>
    public string? ErrorText => Error.ValueKind == JsonValueKind.String ? Error.Text() : Error.Json();

    /// <summary>The billed time: <c>metrics.predict_time</c>, in seconds.</summary>
    public TimeSpan? PredictTime =>
        Metrics.Member("predict_time") is { ValueKind: JsonValueKind.Number } value
        && value.TryGetDouble(out var seconds)
        && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;
}

/// <summary>An uploaded file.</summary>
internal sealed record FileAnswer
{
    public string? Id { get; init; }
    public JsonElement Urls { get; init; }

    /// <summary>The id, if it is valid in a path.</summary>
    public string? UsableId => ReplicateJson.IsPathSegment(Id) ? Id : null;

    /// <summary>The address under which a run reads the file; null when the answer names none.</summary>
    public string? Address =>
        Uri.TryCreate(Urls.Member("get")?.Text(), UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
            ? url.OriginalString
            : null;
}

/// <summary>An error body of Replicate or Cog. Each key may be missing or have an unusual type.</summary>
internal sealed record ProblemAnswer
{
    public JsonElement Title { get; init; }
    public JsonElement Detail { get; init; }
    public JsonElement Error { get; init; }
    public JsonElement RetryAfter { get; init; }
    public string? TitleText => TextOf(Title);

    /// <summary>The message: <c>detail</c> (a text, or Cog's list of faults), <c>error</c>, or the title.</summary>
    public string? Text => TextOf(Detail) ?? TextOf(Error) ?? TitleText;

    /// <summary>How long to wait, from <c>retry_after</c> in seconds.</summary>
    public TimeSpan? RetryAfterTime
    {
        get
        {
            var text = RetryAfter.ValueKind == JsonValueKind.Number ? RetryAfter.Json() : RetryAfter.Text();
            return double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e9
                ? TimeSpan.FromSeconds(seconds)
                : null;
        }
    }

    /// <summary>Reads an error body; null when it is not JSON.</summary>
    public static ProblemAnswer? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ReplicateJsonContext.Default.ProblemAnswer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.Text() is { Length: > 0 } text ? text : null,
        JsonValueKind.Array or JsonValueKind.Object => element.Json(),
        _ => null,
    };
}

/// <summary>Reads elements that may have any type, and text that may not be well-formed.</summary>
internal static class ReplicateJson
{
    private const int MaxIdLength = 100;

    public static bool IsPathSegment(string? id) =>
        id is { Length: > 0 and <= MaxIdLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Returns the text of a string; null for anything else, or when it is not well-formed.</summary>
    public static string? Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? OrNull(() => element.GetString()) : null;

    /// <summary>Returns the JSON of an element; null when it has none, or when it is not UTF-8.</summary>
    public static string? Json(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : OrNull(element.GetRawText);

    /// <summary>Returns a member of an object; null when there is none, or a name is not well-formed.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
            ? OrNull<JsonElement?>(() => element.TryGetProperty(name, out var value) ? value : null)
            : null;

    // Half a surrogate pair and bytes that are not UTF-8 are noticed only when they are decoded.
    private static T? OrNull<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PredictionRequest))]
[JsonSerializable(typeof(PredictionAnswer))]
[JsonSerializable(typeof(FileAnswer))]
[JsonSerializable(typeof(ProblemAnswer))]
internal sealed partial class ReplicateJsonContext : JsonSerializerContext;
