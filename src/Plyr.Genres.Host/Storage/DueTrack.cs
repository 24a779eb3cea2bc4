namespace Plyr.Genres.Host.Storage;

/// <summary>A track whose current audio waits for its classification.</summary>
internal sealed record DueTrack(long Id, string FileId);
