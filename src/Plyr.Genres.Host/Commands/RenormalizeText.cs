using System.Globalization;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the texts about renormalizing.</summary>
internal static class RenormalizeText
{
    private const int MaxNames = 5;

    /// <summary>Returns a track's predictions before and after, and the changes of its tags.</summary>
    public static IEnumerable<string> Change(Track track, TrackClassification result)
    {
        string[] tags = [.. result.AddedTags.Select(tag => $"+{tag}"), .. result.RemovedTags.Select(tag => $"-{tag}")];
        return TextLines.Row($"{track.Id}",
        [
            Terminal.Title(track.Artist, track.Title),
            Terminal.Plain($"before: {Names(track.Extra.Predictions)}"),
            Terminal.Plain($"after:  {Names(result.Predictions)}"),
            .. tags.Length == 0 ? (string[])[] : [Terminal.Plain($"tags:   {string.Join(", ", tags)}")],
        ]);
    }

    public static IEnumerable<string> Summary(BackfillReport report)
    {
        var (changed, unchanged) = report.DryRun ? ("would change", "would not") : ("changed", "did not");
        yield return $"{BackfillText.Tracks(report.Renormalized)} {changed}, {report.Unchanged} {unchanged}, "
            + $"{report.Skipped} skipped without predictions, {report.Failed.Values.Sum()} failed. "
            + "The model was not asked.";
        if (report.WithoutScores > 0)
        {
            yield return $"{BackfillText.Tracks(report.WithoutScores)} without kept scores. Other predictions need a "
                + $"run of the model for each, for about {BackfillText.Dollars(report.EstimatedCost)}. backfill "
                + "--other-models runs it for those that another model or program wrote.";
        }
    }

    private static string Names(IReadOnlyList<GenrePrediction>? predictions)
    {
        if (predictions is null or [])
            return "nothing";
        var names = predictions.Take(MaxNames).Select(prediction => string.Create(
            CultureInfo.InvariantCulture, $"{prediction.Name} {prediction.Confidence:0.####}"));
        return string.Join(", ", names) + (predictions.Count > MaxNames ? ", ..." : "");
    }
}
