namespace Plyr.Genres.Host.Storage;

/// <summary>A track with its new audio, and the file that it had before.</summary>
internal sealed record AudioReplacement(StoredTrack Track, string? FormerFileId);
