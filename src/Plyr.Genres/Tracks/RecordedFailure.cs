namespace Plyr.Genres;

/// <summary>A note on a track that its audio can't be classified, so that nobody pays to learn it again.</summary>
/// <param name="FileId">The file that failed.</param>
/// <param name="Reason">
/// Why, in snake_case: <c>audio_rejected</c> or <c>malformed_output</c>; another text was written by another version of the library.
/// </param>
/// <param name="At">When it failed, in UTC.</param>
public sealed record RecordedFailure(string FileId, string Reason, DateTimeOffset At);
