namespace Plyr.Genres;

/// <summary>A note on a track that one of several processes is about to pay for classifying it, so that the others wait for its answer. See <see cref="PlyrGenresOptions.ClaimRuns"/>.</summary>
/// <param name="FileId">The file that is being classified.</param>
/// <param name="Until">When the note loses its force, in UTC.</param>
public sealed record RunClaim(string FileId, DateTimeOffset Until);
