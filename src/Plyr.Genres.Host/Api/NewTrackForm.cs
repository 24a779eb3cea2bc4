using System.Text.Json;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Reads the fields of an upload.</summary>
internal static class NewTrackForm
{
    private const string DefaultTitle = "untitled";
    private const string DefaultArtist = "unknown artist";

    /// <summary>Returns the track, or null with the problem when a field is invalid.</summary>
    /// <param name="form">The upload.</param>
    /// <param name="file">The metadata of the file, used for missing fields.</param>
    /// <param name="problem">What is wrong with the fields.</param>
    public static NewTrack? Read(UploadForm form, AudioDescription file, out string? problem)
    {
        var title = Given(form, "title") ?? TrackText.Shorten(file.Title) ?? NameOf(form.FileName) ?? DefaultTitle;
        if (TrackText.Line("title", title, TrackText.MaxTitleLength, out problem) is not { } titleLine)
            return null;
        var artist = Given(form, "artist") ?? TrackText.Shorten(file.Artist) ?? DefaultArtist;
        if (TrackText.Line("artist", artist, TrackText.MaxTitleLength, out problem) is not { } artistLine)
            return null;
        if (ReadTags(form.Fields.GetValueOrDefault("tags"), out problem) is not { } tags)
            return null;
        return new NewTrack(titleLine, artistLine, tags, AutoTag: form.Fields.GetValueOrDefault("auto_tag") == "true");
    }

    private static string? Given(UploadForm form, string field) =>
        form.Fields.GetValueOrDefault(field) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static string? NameOf(string? file) =>
        TrackText.Shorten(Path.GetFileNameWithoutExtension(file)?.Replace('_', ' '));

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
            problem = "The field 'tags' must be a JSON array of strings, for example [\"ambient\"].";
            return null;
        }
    }
}
