namespace Plyr.Genres.Host.Storage;

/// <summary>Why a classification waits for another try.</summary>
/// <param name="Failure">The code of the failure of the last try.</param>
/// <param name="Until">When the next try starts.</param>
internal sealed record WaitingReason(string Failure, DateTimeOffset? Until);
