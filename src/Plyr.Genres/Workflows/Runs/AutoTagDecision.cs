using System.Text.Json;

namespace Plyr.Genres;

/// <summary>Rules 19 to 22: which tags to add and which of our own to remove, on the tags as they are now.</summary>
internal static class AutoTagDecision
{
    /// <summary>Completes a change with its tags.</summary>
    /// <param name="track">The track as it is now.</param>
    /// <param name="fileId">The file that the names come from: the track's current one.</param>
    /// <param name="names">The names that the policy chose, best first.</param>
    /// <param name="maxTags">How many tags a track may have.</param>
    /// <param name="extra">The other keys of the change.</param>
    public static TrackDecision Decide(Track track, string fileId, IReadOnlyList<string> names, int? maxTags, Dictionary<string, string?> extra)
    {
        var own = StillOwn(track);
        var replaced = track.Extra.AutoTags is { } autoTags && autoTags.FileId != fileId;
        if (!track.Extra.AutoTag && !replaced)
            return new TrackDecision(new TrackChange { Extra = extra }) { Tags = track.Tags };

        var removed = replaced ? own.Except(names, StringComparer.Ordinal).ToArray() : [];
        var staying = track.Tags.Except(removed, StringComparer.Ordinal).ToArray();
        var present = new TagNames(staying);
        var room = maxTags - staying.Length ?? int.MaxValue;
        var added = names.Where(name => !present.Contains(name)).Take(Math.Max(room, 0)).ToArray();
        var ownNow = own.Except(removed, StringComparer.Ordinal).Concat(added).ToArray();

        extra[TrackExtraKeys.AutoTag] = null;
        extra[TrackExtraKeys.AutoTags] = ownNow.Length == 0 ? null : JsonSerializer.Serialize(new AutoTagsJson(fileId, ownNow), ExtraJsonContext.Default.AutoTagsJson);
        return new TrackDecision(new TrackChange { Extra = extra, AddTags = added, RemoveTags = removed }) { Tags = [.. staying, .. added] };
    }

    /// <summary>The names that the library added and that are on the track as it added them. A name that a person wrote anew is the person's.</summary>
    public static string[] StillOwn(Track track) =>
        track.Extra.AutoTags is { } autoTags ? [.. autoTags.Names.Where(name => track.Tags.Contains(name, StringComparer.Ordinal))] : [];
}
