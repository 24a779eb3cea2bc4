using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>A list of tags.</summary>
/// <param name="Tags">The names, each with the number of tracks that have it.</param>
internal sealed record TagListView(IReadOnlyList<TagCount> Tags);
