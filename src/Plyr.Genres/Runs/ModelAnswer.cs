namespace Plyr.Genres.Runs;

/// <summary>Represents an answer that is paid for, in the form in which it is stored.</summary>
/// <param name="Predictions">The predictions, best first.</param>
/// <param name="AutoTags">The names that would become auto-tags.</param>
/// <param name="Classification">The answer as the classifier returned it.</param>
/// <param name="Cost">The estimated cost in dollars.</param>
internal sealed record ModelAnswer(
    IReadOnlyList<GenrePrediction> Predictions,
    IReadOnlyList<string> AutoTags,
    GenreClassification Classification,
    decimal Cost);
