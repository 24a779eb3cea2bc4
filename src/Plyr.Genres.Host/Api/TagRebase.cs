namespace Plyr.Genres.Host.Api;

/// <summary>A person's edit of tags, on the tags as they are by the time it is stored.</summary>
internal static class TagRebase
{
    /// <summary>
    /// What the person chose, without what was taken off meanwhile, and with what was added meanwhile as far as there is room: the
    /// person's own come first, as they do when the library adds tags.
    /// </summary>
    /// <param name="chosen">The tags that the person chose.</param>
    /// <param name="former">The tags that the person saw, or null when the chosen ones stand whatever happened.</param>
    /// <param name="current">The tags of the track now.</param>
    public static IReadOnlyList<string> On(IReadOnlyList<string> chosen, IReadOnlyList<string?>? former, IReadOnlyList<string> current)
    {
        if (former is null)
            return chosen;
        var kept = chosen.Where(tag => current.Contains(tag, StringComparer.Ordinal) || !former.Contains(tag, StringComparer.Ordinal));
        var added = current.Where(tag => !former.Contains(tag, StringComparer.Ordinal) && !chosen.Contains(tag, StringComparer.OrdinalIgnoreCase));
        return [.. kept.Concat(added).Take(TrackText.MaxTags)];
    }
}
