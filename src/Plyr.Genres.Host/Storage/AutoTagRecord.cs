using System.Text.Json;

namespace Plyr.Genres.Host.Storage;

/// <summary>The library's record of its own tags, when a person edits the tags.</summary>
internal static class AutoTagRecord
{
    /// <summary>
    /// What a person takes off is no longer the library's, also when it is typed again later. The record stays with its file, from which
    /// the library knows that the track had its auto-tags (rule 22).
    /// </summary>
    /// <returns>The change of the record, or null when it stays.</returns>
    public static TrackChange? After(Track track, IReadOnlyList<string> tags)
    {
        if (track.Extra.AutoTags is not { } record)
            return null;
        var staying = record.Names.Where(name => track.Tags.Contains(name, StringComparer.Ordinal) && tags.Contains(name, StringComparer.Ordinal)).ToArray();
        if (staying.Length == record.Names.Count)
            return null;
        var json = JsonSerializer.Serialize(new { file_id = record.FileId, names = staying });
        return new TrackChange { Extra = new Dictionary<string, string?> { [TrackExtraKeys.AutoTags] = json } };
    }
}
