using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file's whole text.</summary>
    public static string Read(params string[] parts) =>
        File.ReadAllText(Path.Combine([Root, .. parts])).ReplaceLineEndings("\n");

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Plyr.Genres.sln")))
            directory = directory.Parent;
        return directory?.FullName
            ?? throw new DirectoryNotFoundException("Plyr.Genres.sln is in no folder above the tests.");
    }
}
