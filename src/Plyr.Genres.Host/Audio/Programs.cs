namespace Plyr.Genres.Host.Audio;

/// <summary>Finds other programs.</summary>
internal static class Programs
{
    /// <summary>Returns whether a program exists at a path, or by its name in a folder of PATH.</summary>
    public static bool IsInstalled(string program) => Path.GetFileName(program) != program
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));
}
