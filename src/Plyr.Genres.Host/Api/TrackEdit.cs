namespace Plyr.Genres.Host.Api;

/// <summary>The body of an edit.</summary>
/// <param name="Title">The title, 1 to 200 characters.</param>
/// <param name="Tags">All tags of the track, at most 10 of at most 50 characters each.</param>
/// <param name="FormerTags">
/// The tags that the editor saw. Then what was added or taken off since stays so; otherwise the track gets exactly
/// <paramref name="Tags"/>.
/// </param>
/// <param name="Artist">The artist, 1 to 200 characters; the artist stays where none is given.</param>
internal sealed record TrackEdit(
    string? Title, IReadOnlyList<string?>? Tags, IReadOnlyList<string?>? FormerTags = null, string? Artist = null);
