namespace Plyr.Genres.Host.Api;

/// <summary>Applies an edit of tags to the current tags of a track.</summary>
internal static class TagRebase
{
    /// <summary>Returns the edited tags, without those removed and with those added in the meantime.</summary>
    /// <param name="chosen">The tags after the edit.</param>
    /// <param name="former">The tags before the edit; null to replace all tags with the chosen ones.</param>
    /// <param name="current">The current tags of the track.</param>
    /// <exception cref="TooManyTagsException">The result has more tags than a track may have.</exception>
    public static IReadOnlyList<string> On(
        IReadOnlyList<string> chosen, IReadOnlyList<string?>? former, IReadOnlyList<string> current)
    {
        if (former is null)
            return chosen;
        var kept = chosen.Where(
            tag => current.Contains(tag, StringComparer.Ordinal) || !former.Contains(tag, StringComparer.Ordinal));
        var added = current.Where(
            tag => !former.Contains(tag, StringComparer.Ordinal)
                && !chosen.Contains(tag, StringComparer.OrdinalIgnoreCase));
        string[] tags = [.. kept.Concat(added)];
        return tags.Length <= TrackText.MaxTags ? tags : throw new TooManyTagsException(tags.Length);
    }
}

/// <summary>Thrown when the track would have too many tags, because others were added during an edit.</summary>
internal sealed class TooManyTagsException(int count) : Exception(
    $"The track would have {count} tags, because others were added during the edit; the maximum is "
    + $"{TrackText.MaxTags}. Read the track again and remove some.");
