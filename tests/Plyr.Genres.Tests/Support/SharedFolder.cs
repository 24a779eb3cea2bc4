
namespace Plyr.Genres.Tests.Support;

/// <summary>The folder of shared cases beside the repository; <c>PLYR_SHARED</c> names another.</summary>
internal static class SharedFolder
{
    /// <summary>
    /// The path of a shared file. Without it the test is skipped, or fails where <c>PLYR_REQUIRE</c> lists
    /// <c>shared</c>.
    /// </summary>
    public static string Require(params string[] parts)
    {
        var path = PathOf(parts);
        if (File.Exists(path))
            return path;
        Requirement.Missing(
            "shared",
            $"The shared file {Path.Combine(parts)} is not there; set PLYR_SHARED to the folder that holds it.");
        return path;
    }

    /// <summary>
    /// The path of a shared file, or null where it is not: for the sources of test cases, which can't skip.
    /// </summary>
    public static string? Find(params string[] parts) => PathOf(parts) is var path && File.Exists(path) ? path : null;

    private static string PathOf(string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable("PLYR_SHARED") ?? Path.Combine(
            RepositoryRoot(), "..", "shared");
        return Path.GetFullPath(Path.Combine([folder, .. parts]));
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Plyr.Genres.sln")))
            directory = directory.Parent;
        return directory?.FullName
            ?? throw new DirectoryNotFoundException("Plyr.Genres.sln is in no folder above the tests.");
    }
}
