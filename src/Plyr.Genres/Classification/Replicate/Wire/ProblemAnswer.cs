using System.Globalization;
using System.Text.Json;

namespace Plyr.Genres;

/// <summary>An error body of Replicate or Cog. Each key may be missing, and each may have another type than usual.</summary>
internal sealed record ProblemAnswer
{
    public JsonElement Title { get; init; }

    public JsonElement Detail { get; init; }

    public JsonElement Error { get; init; }

    public JsonElement RetryAfter { get; init; }

    public string? TitleText => TextOf(Title);

    /// <summary>What is wrong, in the service's words: <c>detail</c> (a text, or Cog's list of faults), or <c>error</c>, or the title.</summary>
    public string? Text => TextOf(Detail) ?? TextOf(Error) ?? TitleText;

    /// <summary>How long to wait, from <c>retry_after</c> in seconds.</summary>
    public TimeSpan? RetryAfterTime
    {
        get
        {
            var seconds = RetryAfter.ValueKind switch
            {
                JsonValueKind.Number when RetryAfter.TryGetDouble(out var number) => number,
                JsonValueKind.String when double.TryParse(WireText.Of(RetryAfter), CultureInfo.InvariantCulture, out var number) => number,
                _ => -1,
            };
            return seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
        }
    }

    private static string? TextOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => WireText.Of(element) is { Length: > 0 } text ? text : null,
        JsonValueKind.Array or JsonValueKind.Object => WireText.RawOf(element),
        _ => null,
    };
}
