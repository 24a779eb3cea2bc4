namespace Plyr.Genres.Host.Storage;

/// <summary>Why a classification waits for another try, or was given up.</summary>
/// <param name="Failure">The code of the failure of the last try.</param>
/// <param name="Until">When the next try starts; null if no further one is planned.</param>
internal sealed record WaitingReason(string Failure, DateTimeOffset? Until);
