using Plyr.Genres.Options;

namespace Plyr.Genres.Runs;

/// <summary>Represents an answer that is paid for, in the form in which it is stored.</summary>
/// <param name="Predictions">The predictions, best first.</param>
/// <param name="AutoTags">The names that would become auto-tags.</param>
/// <param name="Scores">The scores of all labels; null when they are not kept.</param>
/// <param name="Classification">The answer as the classifier returned it.</param>
/// <param name="Cost">The estimated cost in dollars.</param>
internal sealed record ModelAnswer(
    IReadOnlyList<GenrePrediction> Predictions,
    IReadOnlyList<string> AutoTags,
    byte[]? Scores,
    GenreClassification Classification,
    decimal Cost)
{
    public static ModelAnswer Create(
        GenreClassification classification, ConfiguredRules.Rules rules, decimal cost)
    {
        // From the scores as they are kept, so that renormalizing gives the same order where labels came in another
        // one.
        var scores = GenreLabelScores.Encode(classification.Labels);
        var labels = scores is null ? classification.Labels : GenreLabelScores.Decode(scores);
        var predictions = rules.Normalizer.Normalize(labels);
        return new ModelAnswer(
            predictions,
            rules.Policy.Select(predictions),
            rules.Options.KeepLabelScores ? scores : null,
            classification,
            cost);
    }
}
