namespace Plyr.Genres.Host.Storage;

/// <summary>The reason why a classification waits for another attempt, or was given up.</summary>
/// <param name="Failure">The code of the last attempt's failure.</param>
/// <param name="Until">When the next attempt starts; null if none is planned.</param>
internal sealed record WaitingReason(string Failure, DateTimeOffset? Until);
