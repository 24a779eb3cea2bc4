using Plyr.Genres.Labels;
using Plyr.Genres.Tracks;

namespace Plyr.Genres.Runs;

/// <summary>Decides which tags to add to and remove from a track as it is at the moment of the write.</summary>
internal static class AutoTagDecisions
{
    /// <summary>
    /// Adds auto-tags to a write and its outcome: those that are pending, and those that replace earlier ones. With
    /// <paramref name="replacesOwn"/> they do so although the audio is the same.
    /// </summary>
    public static (TrackChange Change, RunOutcome Decided) Apply(
        Track track,
        string fileId,
        IReadOnlyList<string> selected,
        bool replacesOwn,
        PlyrGenresOptions options,
        Dictionary<string, string?> extra,
        RunOutcome outcome)
    {
        var record = track.Extra.AutoTags;
        var isReplacing = record is not null && (replacesOwn || !track.HasFile(record.FileId));
        if (!track.Extra.AutoTag && !isReplacing)
            return (new TrackChange { Extra = extra }, outcome with { Tags = track.Tags });

        var own = track.OwnTags;
        IReadOnlyList<string> removed = isReplacing ? [.. own.Except(selected, StringComparer.Ordinal)] : [];
        string[] remaining = [.. track.Tags.Except(removed, StringComparer.Ordinal)];

        // A replacement adds no name that a person took off, and none at all where a person took off every own tag.
        IEnumerable<string> wanted = selected;
        if (isReplacing)
            wanted = own.Count > 0 || track.Extra.AutoTag ? selected.Except(record!.Names, StringComparer.Ordinal) : [];
        var added = NamesToAdd(wanted, remaining, options.AutoTags.MaxTagsPerTrack);

        // After a replacement the record still has the names that a person took off, so that they stay off.
        var recorded = isReplacing ? record!.Names : own;
        string[] names = [.. recorded.Except(removed, StringComparer.Ordinal), .. added];
        if (track.Extra.AutoTag)
            extra[TrackExtraKeys.AutoTag] = null;
        if (!track.HasFile(record?.FileId) || !record!.Names.SequenceEqual(names))
        {
            extra[TrackExtraKeys.AutoTags] =
                names.Length == 0 ? null : ExtraJson.Write(new GenreAutoTags(fileId, names));
        }

        var change = new TrackChange { Extra = extra, AddTags = added, RemoveTags = removed };
        return (change, outcome with { AddedTags = added, RemovedTags = removed, Tags = [.. remaining, .. added] });
    }

    /// <summary>Removes the library's own tags and withdraws pending ones, and keeps the predictions.</summary>
    public static (TrackChange? Change, Track? Decided) Remove(Track track)
    {
        if (track.Extra is { AutoTag: false, AutoTags: null })
            return (null, track);
        string[] keys = [TrackExtraKeys.AutoTag, TrackExtraKeys.AutoTags];
        var extra = keys.ToDictionary(key => key, _ => (string?)null);
        return (new TrackChange { Extra = extra, RemoveTags = track.OwnTags }, track);
    }

    private static string[] NamesToAdd(IEnumerable<string> wanted, string[] tags, int? maxTags)
    {
        var present = tags.Select(GenreName.KeyOf).ToHashSet(StringComparer.Ordinal);
        var room = maxTags is { } max ? Math.Max(max - tags.Length, 0) : int.MaxValue;
        return [.. wanted.Where(name => !present.Contains(GenreName.KeyOf(name))).Take(room)];
    }
}
