namespace Plyr.Genres.Host.Api;

/// <summary>A person's edit of tags, applied to the tags as they are when it is stored.</summary>
internal static class TagRebase
{
    /// <summary>Returns what the person chose, without what was removed since, and with what was added since.</summary>
    /// <param name="chosen">The tags that the person chose.</param>
    /// <param name="former">The tags that the person saw, or null when the track gets exactly the chosen ones.</param>
    /// <param name="current">The tags of the track now.</param>
    /// <exception cref="TooManyTagsException">There are more tags than a track may have.</exception>
    public static IReadOnlyList<string> On(
        IReadOnlyList<string> chosen, IReadOnlyList<string?>? former, IReadOnlyList<string> current)
    {
        if (former is null)
            return chosen;
        var kept = chosen.Where(
            tag => current.Contains(tag, StringComparer.Ordinal) || !former.Contains(tag, StringComparer.Ordinal));
        var added = current.Where(
            tag =>
                !former.Contains(tag, StringComparer.Ordinal)
                    && !chosen.Contains(tag, StringComparer.OrdinalIgnoreCase));
        string[] tags = [.. kept.Concat(added)];
        return tags.Length <= TrackText.MaxTags ? tags : throw new TooManyTagsException(tags.Length);
    }
}

/// <summary>An edit was refused because the track would have too many tags with those that were added since.</summary>
internal sealed class TooManyTagsException(int count) : Exception(
    $"The track would have {count} tags with those that were added since, and {TrackText.MaxTags} is the most. Read "
    + "the track again and choose.");
