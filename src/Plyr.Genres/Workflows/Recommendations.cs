using Plyr.Genres.Labels;

namespace Plyr.Genres;

/// <summary>Rules 17 and 18: makes recommendations out of what came of a track.</summary>
internal static class Recommendations
{
    /// <summary>What an outcome means for somebody who looks at suggestions; null when the track is gone.</summary>
    public static TagRecommendations? From(TrackId trackId, RunOutcome outcome, int limit) => outcome.Status switch
    {
        ClassificationStatus.Classified or ClassificationStatus.AlreadyFresh or ClassificationStatus.Empty => From(trackId, outcome.Predictions, outcome.Tags, limit),
        ClassificationStatus.Failed => new TagRecommendations { TrackId = trackId, Status = RecommendationStatus.Failed, Failure = outcome.Failure },
        ClassificationStatus.NoAudio => new TagRecommendations { TrackId = trackId, Status = RecommendationStatus.NoAudio },
        ClassificationStatus.Superseded => new TagRecommendations { TrackId = trackId, Status = RecommendationStatus.Superseded },
        ClassificationStatus.Disabled => new TagRecommendations { TrackId = trackId, Status = RecommendationStatus.Disabled, Available = false },
        _ => null,
    };

    /// <summary>The predictions without the names that the track already has, or that are none (rule 2; others write here too), cut to the limit.</summary>
    public static TagRecommendations From(TrackId trackId, IReadOnlyList<GenrePrediction> predictions, IReadOnlyList<string> tags, int limit)
    {
        var present = new TagNames(tags);
        var recommended = new List<RecommendedTag>(Math.Min(limit, predictions.Count));
        for (var i = 0; i < predictions.Count && recommended.Count < limit; i++)
        {
            var (name, confidence) = predictions[i];
            if (GenreName.IsUsable(name) && !present.Contains(name))
                recommended.Add(new RecommendedTag(name, confidence));
        }

        return new TagRecommendations
        {
            TrackId = trackId,
            Tags = recommended,
            Status = predictions.Count == 0 ? RecommendationStatus.Empty : RecommendationStatus.Ready,
        };
    }
}
