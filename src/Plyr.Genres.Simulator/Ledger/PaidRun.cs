namespace Plyr.Genres.Simulator;

/// <summary>A run that would have been paid, because the model has started it.</summary>
/// <param name="PredictionId">The prediction's id.</param>
/// <param name="AudioUrl">The audio's address as it was sent; a data URI without its data.</param>
/// <param name="AudioSha256">The SHA-256 of the audio; null while the audio has not been read.</param>
/// <param name="Status">The prediction's status.</param>
/// <param name="PredictSeconds">The billed time in seconds; 0 while the model works.</param>
/// <param name="Cost">The cost in US dollars; 0 while the model works.</param>
public sealed record PaidRun(
    string PredictionId, string AudioUrl, string? AudioSha256, string Status, double PredictSeconds, decimal Cost);
