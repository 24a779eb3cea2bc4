using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>The sources that the convention tests read.</summary>
internal static class SourceTree
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The package's sources.</summary>
    public static IReadOnlyList<SourceFile> Package { get; } = Read("src/Plyr.Genres");

    /// <summary>The sources of all test projects.</summary>
    public static IReadOnlyList<SourceFile> Tests { get; } = Read("tests");

    private static SourceFile[] Read(string folder)
    {
        var path = Path.Combine(Root, folder);
        return [.. Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Select(file => new SourceFile(Path.GetRelativePath(path, file).Replace('\\', '/'), File.ReadAllText(file)))
            .Where(file => !file.Path.Split('/').Intersect(["bin", "obj"]).Any())
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Plyr.Genres.sln")))
            directory = directory.Parent;
        return directory?.FullName
            ?? throw new DirectoryNotFoundException("Plyr.Genres.sln is in no folder above the tests.");
    }
}
