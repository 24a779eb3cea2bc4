namespace Plyr.Genres;

/// <summary>An answer that is paid for, in the form in which it is stored.</summary>
/// <param name="Predictions">The predictions, best first.</param>
/// <param name="AutoTagNames">The names that would become auto-tags.</param>
/// <param name="Model">The model's version.</param>
/// <param name="PredictionId">The id of the prediction.</param>
/// <param name="PredictTime">The time that was billed.</param>
internal sealed record ModelAnswer(
    IReadOnlyList<GenrePrediction> Predictions, IReadOnlyList<string> AutoTagNames, string? Model, string? PredictionId, TimeSpan? PredictTime);
