namespace Plyr.Genres.Host.Storage;

/// <summary>A track whose current audio is due for classification.</summary>
internal sealed record DueTrack(long Id, string FileId);
