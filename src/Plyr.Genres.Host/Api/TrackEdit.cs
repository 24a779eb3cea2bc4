namespace Plyr.Genres.Host.Api;

/// <summary>The body of an edit.</summary>
/// <param name="Title">The title, 1 to 200 characters.</param>
/// <param name="Tags">All tags of the track, at most 10 of at most 50 characters each.</param>
internal sealed record TrackEdit(string? Title, IReadOnlyList<string?>? Tags);
