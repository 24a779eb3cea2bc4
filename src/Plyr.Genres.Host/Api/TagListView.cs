using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Names of tags.</summary>
/// <param name="Tags">The names, each with the number of tracks that carry it.</param>
internal sealed record TagListView(IReadOnlyList<TagCount> Tags);
