using Plyr.Genres.Labels;
using Plyr.Genres.Tracks;

namespace Plyr.Genres.Runs;

/// <summary>Decides which tags to add to and remove from a track as it is at the moment of the write.</summary>
internal static class AutoTagDecisions
{
    /// <summary>Adds auto-tags to a write: those that are pending, and those that replace earlier ones.</summary>
    public static (TrackChange Change, RunOutcome Decided) Apply(
        Track track,
        string fileId,
        IReadOnlyList<string> names,
        bool isReplacement,
        PlyrGenresOptions options,
        Dictionary<string, string?> extra,
        RunOutcome outcome)
    {
        var recorded = track.Extra.AutoTags;
        isReplacement = recorded is not null && (isReplacement || !track.HasFile(recorded.FileId));
        if (!track.Extra.AutoTag && !isReplacement)
            return (new TrackChange { Extra = extra }, outcome with { Tags = track.Tags });

        var own = track.OwnTags;
        IReadOnlyList<string> removed = isReplacement ? [.. own.Except(names, StringComparer.Ordinal)] : [];
        var remaining = track.Tags.Except(removed, StringComparer.Ordinal).ToArray();
        var room = (options.AutoTags.MaxTagsPerTrack - remaining.Length) ?? int.MaxValue;
        var present = remaining.Select(GenreName.KeyOf).ToHashSet(StringComparer.Ordinal);
        var wanted = isReplacement && own.Count == 0 && !track.Extra.AutoTag ? [] : names;
        var added = wanted
            .Where(name => !present.Contains(GenreName.KeyOf(name)))

            // A person took this name off, and it stays off.
            .Where(name => !isReplacement || !recorded!.Names.Contains(name, StringComparer.Ordinal))
            .Take(Math.Max(room, 0))
            .ToArray();

        // Names that a person took off stay recorded while the audio is the same, so that they stay off.
        var isSameFile = track.HasFile(recorded?.FileId);
        var kept = isReplacement && isSameFile ? recorded!.Names : own;
        string[] ownNow = [.. kept.Except(removed, StringComparer.Ordinal), .. added];
        if (track.Extra.AutoTag)
            extra[TrackExtraKeys.AutoTag] = null;
        if (!isSameFile || !recorded!.Names.SequenceEqual(ownNow))
        {
            var record = new GenreAutoTags(fileId, ownNow);
            extra[TrackExtraKeys.AutoTags] = ownNow.Length == 0 ? null : ExtraJson.Write(record);
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
}
