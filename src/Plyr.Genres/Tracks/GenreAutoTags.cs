namespace Plyr.Genres;

/// <summary>Represents the record of the tags that the library added to a track.</summary>
/// <param name="FileId">The file whose predictions they come from.</param>
/// <param name="Names">The names, in the order of the predictions.</param>
public sealed record GenreAutoTags(string FileId, IReadOnlyList<string> Names);
