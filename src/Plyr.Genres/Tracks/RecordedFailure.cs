namespace Plyr.Genres;

/// <summary>Represents a failure that is recorded on a track, so that the same file is not paid for again.</summary>
/// <param name="FileId">The file that failed.</param>
/// <param name="Reason">
/// The reason in snake_case: <c>audio_rejected</c>, <c>malformed_output</c> or <c>audio_unreachable</c>. Another
/// version of the library may write others.
/// </param>
/// <param name="At">When it failed, in UTC.</param>
public sealed record RecordedFailure(string FileId, string Reason, DateTimeOffset At);
