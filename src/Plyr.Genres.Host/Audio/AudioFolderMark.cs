namespace Plyr.Genres.Host.Audio;

/// <summary>What stands in the audio folder about the database that it belongs to.</summary>
/// <param name="Name">The database's name, for people.</param>
/// <param name="Id">The database's id; null in a mark of an earlier version.</param>
internal sealed record AudioFolderMark(string Name, string? Id)
{
    private const string IdPrefix = "id: ";

    /// <summary>The mark, or null when there is none.</summary>
    public static AudioFolderMark? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var lines = File.ReadAllLines(path);
        var id = lines.FirstOrDefault(
            line => line.StartsWith(IdPrefix, StringComparison.Ordinal))?[IdPrefix.Length..].Trim();
        return new AudioFolderMark(lines.FirstOrDefault()?.Trim() ?? "", id);
    }

    /// <summary>
    /// In one step, so that of two processes that begin at once the second reads what the first wrote.
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
