namespace Plyr.Genres;

/// <summary>
/// Represents the claim of a process that is about to pay for a run, so that other processes wait for its answer. See
/// <see cref="PlyrGenresOptions.ClaimRuns"/>.
/// </summary>
/// <param name="FileId">The file to classify.</param>
/// <param name="Until">When the claim expires, in UTC.</param>
public sealed record RunClaim(string FileId, DateTimeOffset Until);
