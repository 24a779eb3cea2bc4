namespace Plyr.Genres;

/// <summary>Rule 24: what is classified once: one file of one track.</summary>
internal readonly record struct RunKey(TrackId TrackId, string FileId);
