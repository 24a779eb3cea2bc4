using System.Text.Json;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Reads the fields of an upload.</summary>
internal static class NewTrackForm
{
    private const string DefaultArtist = "unknown artist";

    /// <summary>The track that the fields describe, or null with the reason why they are refused.</summary>
    public static NewTrack? Read(IReadOnlyDictionary<string, string> fields, out string? problem)
    {
        if (TrackText.Line("title", fields.GetValueOrDefault("title"), TrackText.MaxTitleLength, out problem) is not { } title)
            return null;
        var artist = fields.GetValueOrDefault("artist") is { } name && !string.IsNullOrWhiteSpace(name) ? name : DefaultArtist;
        if (TrackText.Line("artist", artist, TrackText.MaxTitleLength, out problem) is not { } line)
            return null;
        if (ReadTags(fields.GetValueOrDefault("tags"), out problem) is not { } tags)
            return null;
        return new NewTrack(title, line, tags, AutoTag: fields.GetValueOrDefault("auto_tag") == "true");
    }

    private static IReadOnlyList<string>? ReadTags(string? json, out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(json))
            return [];
        try
        {
            return TrackText.Tags(JsonSerializer.Deserialize<string?[]>(json), out problem);
        }
        catch (JsonException)
        {
            problem = "The field 'tags' must be a JSON array of texts, for example [\"ambient\"].";
            return null;
        }
    }
}
