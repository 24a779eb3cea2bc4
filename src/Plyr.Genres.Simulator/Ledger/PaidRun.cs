namespace Plyr.Genres.Simulator;

/// <summary>A run that would have been paid: it was accepted and the model started on it.</summary>
/// <param name="PredictionId">The prediction's id.</param>
/// <param name="AudioUrl">The audio's address as it was sent.</param>
/// <param name="Status">How the prediction stands.</param>
/// <param name="PredictSeconds">How long the model worked; zero while it still does.</param>
/// <param name="Cost">The price in dollars; zero while the model still works.</param>
public sealed record PaidRun(string PredictionId, string AudioUrl, string Status, double PredictSeconds, decimal Cost);
