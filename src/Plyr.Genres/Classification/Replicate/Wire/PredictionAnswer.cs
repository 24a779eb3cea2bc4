using System.Text.Json;

namespace Plyr.Genres;

/// <summary>
/// A prediction as Replicate or Cog describes it. Nothing is required: recorded answers leave out most keys at one time or another,
/// and Cog leaves out the id.
/// </summary>
internal sealed record PredictionAnswer
{
    /// <summary>How many bytes of an answer are read: room for an output of 1 MiB in base64, and for the logs.</summary>
    public const int MaxLength = 2 * 1024 * 1024;

    public string? Id { get; init; }

    public string? Status { get; init; }

    public JsonElement Output { get; init; }

    public JsonElement Error { get; init; }

    public JsonElement Metrics { get; init; }

    /// <summary>The id, if it is one that can stand in a path.</summary>
    public string? UsableId => Id is { Length: > 0 and <= 100 } && Id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? Id : null;

    public bool HasOutput => Output.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The error of a failed run; the wire has a text, but clients of today type it as anything.</summary>
    public string? ErrorText => Error.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => WireText.Of(Error),
        _ => WireText.RawOf(Error),
    };

    /// <summary>The time that is billed: <c>metrics.predict_time</c>, in seconds.</summary>
    public TimeSpan? PredictTime =>
        WireText.MemberOf(Metrics, "predict_time") is { ValueKind: JsonValueKind.Number } value
        && value.TryGetDouble(out var seconds)
        && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
