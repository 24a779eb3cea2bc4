namespace Plyr.Genres.Host.Audio;

/// <summary>The file in the audio folder that identifies the database that the folder belongs to.</summary>
/// <param name="Name">The database's name, for messages.</param>
/// <param name="Id">The database's id; null in a file that an earlier version wrote.</param>
internal sealed record AudioFolderMark(string Name, string? Id)
{
    private const string IdPrefix = "id: ";

    /// <summary>Returns the mark, or null when the folder has no mark.</summary>
    public static AudioFolderMark? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var lines = File.ReadAllLines(path);
        var idLine = lines.FirstOrDefault(line => line.StartsWith(IdPrefix, StringComparison.Ordinal));
        return new AudioFolderMark(lines.FirstOrDefault()?.Trim() ?? "", idLine?[IdPrefix.Length..].Trim());
    }

    /// <summary>
    /// Writes the mark in one step. Without <paramref name="overwrite"/>, the mark of a process that starts at the same
    /// time is kept.
    /// </summary>
    public void Write(string path, bool overwrite)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            File.WriteAllLines(temporary, [Name, $"{IdPrefix}{Id}"]);
            File.Move(temporary, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            File.Delete(temporary);
        }
    }
}
