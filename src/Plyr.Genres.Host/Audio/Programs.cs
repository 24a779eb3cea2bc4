namespace Plyr.Genres.Host.Audio;

/// <summary>Finds other programs.</summary>
internal static class Programs
{
    /// <summary>Returns whether a program exists at a path, or by its name in a folder of PATH.</summary>
    public static bool IsInstalled(string program)
    {
        if (Path.GetFileName(program) != program)
            return File.Exists(program);
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders
            .Select(folder => Path.Combine(folder, program))
            .Any(path => File.Exists(path) || File.Exists($"{path}.exe"));
    }
}
