namespace Plyr.Genres.Host.Storage;

/// <summary>A track with its new audio, and the id of its previous file.</summary>
internal sealed record AudioReplacement(StoredTrack Track, string? FormerFileId);
