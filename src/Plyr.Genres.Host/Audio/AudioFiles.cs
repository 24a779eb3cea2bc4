namespace Plyr.Genres.Host.Audio;

/// <summary>Finds the recordings in a folder, by their extensions.</summary>
internal static class AudioFiles
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".mp3", ".m4a", ".mp4", ".aac", ".flac", ".wav", ".aif", ".aiff",
        ".ogg", ".oga", ".opus", ".webm", ".mka", ".wma",
    };

    /// <summary>Returns the paths in order, without hidden files and folders that can't be read.</summary>
    public static IReadOnlyList<string> In(string folder, bool recursive)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = recursive };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", options)
                .Where(path => Extensions.Contains(Path.GetExtension(path)))
                .Order(StringComparer.Ordinal),
        ];
    }
}
