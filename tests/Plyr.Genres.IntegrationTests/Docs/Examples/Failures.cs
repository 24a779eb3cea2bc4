using Plyr.Genres;

namespace Example.Failures;

internal static class Failures
{
    public static async Task<string> HearAsync(IGenreClassifier classifier, Uri audioUrl, CancellationToken aborted)
    {
        // snippet: failures-exception
        try
        {
            var classification = await classifier.ClassifyAsync(audioUrl, aborted);
            return $"{classification.Labels.Count} labels";
        }
        catch (GenreClassificationException exception)
        {
            return exception.Failure switch
            {
                GenreClassificationFailure.AudioRejected => "This recording can't be analysed.",
                GenreClassificationFailure.RateLimited => $"Too many at once; again in {exception.RetryAfter ?? TimeSpan.FromSeconds(10)}.",
                GenreClassificationFailure.AuthenticationFailed or GenreClassificationFailure.BillingRequired or GenreClassificationFailure.ModelUnavailable =>
                    "Not available now; the operators are told.",
                _ => "Not available now; try again later.",
            };
        }
        // end
    }

    public static async Task<string> SuggestAsync(TrackGenres genres, TrackId id, CancellationToken aborted)
    {
        // snippet: failures-status
        var suggestions = await genres.RecommendTagsAsync(id, limit: 5, aborted);
        return suggestions?.Status switch
        {
            null => "no such track",
            RecommendationStatus.Ready => string.Join(", ", suggestions.Tags.Select(tag => tag.Name)),
            RecommendationStatus.Failed => $"no suggestions now ({suggestions.Failure})",
            _ => "nothing to suggest",
        };
        // end
    }
}
