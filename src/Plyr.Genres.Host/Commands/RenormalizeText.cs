using System.Globalization;

namespace Plyr.Genres.Host.Commands;

/// <summary>Describes what renormalizing changes, for a person.</summary>
internal static class RenormalizeText
{
    private const int MaxNames = 5;

    /// <summary>Returns a track's predictions before and after, and its tags where they change.</summary>
    public static string Change(Track track, TrackClassification result)
    {
        string[] tags = [.. result.AddedTags.Select(tag => $"+{tag}"), .. result.RemovedTags.Select(tag => $"-{tag}")];
        var change = $"{Names(track.Extra.Predictions)} -> {Names(result.Predictions)}";
        return Terminal.Plain(
            $"{track.Id,8}  {track.Artist} - {track.Title}: {change}"
            + (tags.Length == 0 ? "" : $", tags {string.Join(' ', tags)}"));
    }

    public static IEnumerable<string> Summary(BackfillReport report)
    {
        var (changed, unchanged) = report.DryRun ? ("would change", "would not") : ("changed", "did not");
        yield return $"{Tracks(report.Renormalized)} {changed}, {report.Unchanged} {unchanged}, "
            + $"{report.Skipped} skipped without predictions, {report.Failed.Values.Sum()} failed. "
            + "The model was not asked.";
        if (report.WithoutScores > 0)
        {
            var cost = report.EstimatedCost.ToString("0.#####", CultureInfo.InvariantCulture);
            yield return $"{Tracks(report.WithoutScores)} without kept scores. "
                + $"Other predictions need a run of the model for each, for about ${cost}.";
        }
    }

    private static string Tracks(long count) => count == 1 ? "1 track" : $"{count} tracks";

    private static string Names(IReadOnlyList<GenrePrediction>? predictions)
    {
        if (predictions is null or [])
            return "nothing";
        var names = predictions.Take(MaxNames).Select(prediction => string.Create(
            CultureInfo.InvariantCulture, $"{prediction.Name} {prediction.Confidence:0.####}"));
        return string.Join(", ", names) + (predictions.Count > MaxNames ? ", ..." : "");
    }
}
