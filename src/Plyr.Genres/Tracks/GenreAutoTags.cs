namespace Plyr.Genres;

/// <summary>The tags on a track that the library itself added and that are still its own.</summary>
/// <param name="FileId">The file whose predictions they come from.</param>
/// <param name="Names">The names, in the order of the predictions.</param>
public sealed record GenreAutoTags(string FileId, IReadOnlyList<string> Names);
