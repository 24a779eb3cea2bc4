using Plyr.Genres.Runs;

namespace Plyr.Genres;

/// <summary>Represents the labels that gave a track's predictions.</summary>
public sealed class GenreExplanation
{
    /// <summary>Gets the track's id.</summary>
    public required TrackId TrackId { get; init; }

    /// <summary>Gets whether the scores of the predictions are kept. Without them, no prediction has labels.</summary>
    public bool HasScores { get; init; }

    /// <summary>Gets the stored predictions, best first; empty when none of the current file are stored.</summary>
    public IReadOnlyList<ExplainedPrediction> Predictions { get; init; } = [];

    internal static GenreExplanation Of(Track track, GenreLabelNormalizer normalizer, PlyrGenresOptions options)
    {
        if (!RunGate.HasAnswer(track, options))
            return new GenreExplanation { TrackId = track.Id };
        var labels = normalizer.GroupByName(track.ScoresOfPredictions?.ToLabels() ?? []);
        return new GenreExplanation
        {
            TrackId = track.Id,
            HasScores = track.ScoresOfPredictions is not null,
            Predictions =
            [
                .. track.Extra.Predictions!.Select(prediction => new ExplainedPrediction(
                    prediction.Name,
                    prediction.Confidence,
                    normalizer.KindOf(prediction.Name),
                    [.. labels[prediction.Name]])),
            ],
        };
    }
}

/// <summary>Represents a prediction with the labels that gave it.</summary>
/// <param name="Name">The name of the prediction.</param>
/// <param name="Confidence">The confidence of the prediction.</param>
/// <param name="Kind">Whether the name is a genre or a style.</param>
/// <param name="Labels">
/// The labels that give the name under the current options, best first. The best one has the prediction's confidence,
/// unless the options have changed since; renormalizing then corrects the prediction.
/// </param>
public sealed record ExplainedPrediction(
    string Name, double Confidence, GenreKind Kind, IReadOnlyList<GenreLabelScore> Labels);
