namespace Plyr.Genres;

/// <summary>Counts the runs that failed because the model could not fetch the audio from its URL.</summary>
/// <param name="FileId">The file.</param>
/// <param name="Count">The number of failed runs, from 1.</param>
public sealed record FailedAttempts(string FileId, int Count);
