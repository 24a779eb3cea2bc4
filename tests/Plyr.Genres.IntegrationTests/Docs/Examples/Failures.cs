using Plyr.Genres;

namespace Example.Failures;

internal static class Failures
{
    public static async Task<string> ClassifyAsync(IGenreClassifier classifier, Uri audioUrl, CancellationToken aborted)
    {
        // snippet: failures-exception
        try
        {
            var classification = await classifier.ClassifyAsync(audioUrl, aborted);
            return $"{classification.Labels.Count} labels";
        }
        catch (GenreClassificationException exception)
        {
            return exception.Failure == GenreClassificationFailure.AudioRejected
                ? "This recording can't be analysed."
                : $"Not available now; try again in {exception.RetryAfter ?? TimeSpan.FromMinutes(1)}.";
        }
        // end
    }

    public static async Task<string> SuggestAsync(TrackGenres genres, TrackId id, CancellationToken aborted)
    {
        var suggestions = await genres.RecommendTagsAsync(id, limit: 5, aborted);
        return suggestions?.Status switch
        {
            null => "no such track",
            RecommendationStatus.Ready => string.Join(", ", suggestions.Tags.Select(tag => tag.Name)),
            RecommendationStatus.Failed => $"no suggestions now ({suggestions.Failure})",
            _ => "nothing to suggest",
        };
    }
}
