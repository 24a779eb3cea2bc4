namespace Plyr.Genres.Host.Api;

/// <summary>The body of an edit.</summary>
/// <param name="Title">The title, 1 to 200 characters.</param>
/// <param name="Tags">All tags of the track, at most 10 with at most 50 characters each.</param>
/// <param name="FormerTags">
/// The tags before the edit. If given, tags that were added or removed in the meantime are kept so; otherwise the track
/// gets exactly <paramref name="Tags"/>.
/// </param>
/// <param name="Artist">The artist, 1 to 200 characters; unchanged if null.</param>
internal sealed record TrackEdit(
    string? Title, IReadOnlyList<string?>? Tags, IReadOnlyList<string?>? FormerTags = null, string? Artist = null);
