using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>The folder of shared cases beside the repository; <c>PLYR_SHARED</c> names another.</summary>
internal static class SharedFolder
{
    /// <summary>The content of a shared file; without it the test is skipped.</summary>
    public static string Read(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable("PLYR_SHARED") ?? Path.Combine(RepositoryRoot(), "..", "shared");
        var path = Path.Combine([folder, .. parts]);
        if (!File.Exists(path))
            Requirement.Missing("shared", $"The shared file {Path.Combine(parts)} is not there; set PLYR_SHARED to the folder that holds it.");
        return File.ReadAllText(path);
    }

    /// <summary>The folder of the solution.</summary>
    public static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Plyr.Genres.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("Plyr.Genres.sln stands in no folder above the tests.");
    }
}
