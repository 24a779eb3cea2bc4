using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>A recording of the command line.</summary>
/// <param name="Name">The name, without control characters.</param>
/// <param name="Audio">The audio.</param>
internal sealed record NamedAudio(string Name, AudioSource Audio)
{
    /// <summary>Returns the length of the recording; null for a URL and if unknown.</summary>
    public async Task<TimeSpan?> ReadDurationAsync(CancellationToken cancellationToken)
    {
        if (Audio.FilePath is not { } path)
            return null;
        try
        {
            return (await new AudioInspector("ffprobe").InspectAsync(path, cancellationToken))?.Duration;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The classification reads the file too and reports the failure.
            return null;
        }
    }
}

/// <summary>Reads the files, folders and URLs of a command line.</summary>
internal static class AudioArguments
{
    /// <summary>Returns the recordings in the order of the arguments, those of a folder by their paths.</summary>
    /// <exception cref="SettingsException">An argument names no recording.</exception>
    public static IReadOnlyList<NamedAudio> Read(IEnumerable<string> arguments, bool recursive) =>
        [.. arguments.SelectMany(argument => Read(argument, recursive))];

    public static NamedAudio ReadUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https" or "data"))
        {
            throw new SettingsException(
                "The URL must be an absolute http(s) URL or a data URI, for example https://example.org/song.mp3.");
        }

        var audio = AudioSource.FromUrl(url);
        return new NamedAudio(Terminal.Plain(audio.ToString()), audio);
    }

    public static NamedAudio ReadFile(string path) => File.Exists(path)
        ? new NamedAudio(Terminal.Plain(Path.GetFileName(path)), AudioSource.FromFile(path))
        : throw new SettingsException(
            $"There is no file or folder '{Terminal.Plain(path)}'. Give a file, a folder, or an http(s) URL.");

    private static IEnumerable<NamedAudio> Read(string argument, bool recursive)
    {
        if (Directory.Exists(argument))
            return ReadFolder(argument, recursive);
        var isUrl = argument.Contains("://", StringComparison.Ordinal)
            || argument.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
        return [isUrl ? ReadUrl(argument) : ReadFile(argument)];
    }

    private static IEnumerable<NamedAudio> ReadFolder(string folder, bool recursive)
    {
        var paths = AudioFiles.In(folder, recursive);
        if (paths.Count == 0)
        {
            var advice = recursive ? "" : "; add --recursive for the folders in it";
            throw new SettingsException($"There are no audio files in the folder '{Terminal.Plain(folder)}'{advice}.");
        }

        return paths.Select(path =>
            new NamedAudio(Terminal.Plain(Path.GetRelativePath(folder, path)), AudioSource.FromFile(path)));
    }
}
