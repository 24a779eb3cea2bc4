using System.Globalization;

namespace Plyr.Genres.Simulator;

/// <summary>The query of the list: a range of creation times, and the cursor of a page.</summary>
/// <param name="After">The inclusive lower bound of the creation time.</param>
/// <param name="Before">The exclusive upper bound of the creation time.</param>
/// <param name="Cursor">The position where the previous page ended; null for the first page.</param>
internal sealed record PredictionQuery(DateTimeOffset? After, DateTimeOffset? Before, int? Cursor)
{
    public static PredictionQuery Read(HttpRequest request, List<InvalidField> faults)
    {
        var hasCursor = int.TryParse(request.Query["cursor"], CultureInfo.InvariantCulture, out var cursor);
        return new PredictionQuery(Time("created_after"), Time("created_before"), hasCursor ? cursor : null);

        DateTimeOffset? Time(string name)
        {
            if (request.Query[name] is not [{ } text])
                return null;
            const DateTimeStyles styles = DateTimeStyles.AssumeUniversal;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var time))
                return time;
            faults.Add(new InvalidField("format", name, "Does not match format 'date-time'"));
            return null;
        }
    }

    public bool Matches(Prediction prediction) =>
        !(prediction.CreatedAt < After) && !(prediction.CreatedAt >= Before);

    /// <summary>Returns the query of the page that starts at a cursor.</summary>
    public string Next(int cursor) => "?cursor=" + cursor
        + (After is { } after ? $"&created_after={Uri.EscapeDataString($"{after:o}")}" : "")
        + (Before is { } before ? $"&created_before={Uri.EscapeDataString($"{before:o}")}" : "");
}
