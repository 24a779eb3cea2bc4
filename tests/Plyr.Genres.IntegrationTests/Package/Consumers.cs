using System.Text.RegularExpressions;
using Plyr.Genres.IntegrationTests.Package.Readme;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>
/// Projects outside the repository that have the packed package and nothing else of it, built once for all tests that
/// ask for them. The
/// package's version is in no cache, so it comes from the feed; everything else is on this machine already, because the
/// library was built here.
/// </summary>
internal static partial class Consumers
{
    /// <summary>The project in <c>Package/Stranger</c>.</summary>
    public const string Stranger = "Stranger";

    /// <summary>The first program of the package's readme.</summary>
    public const string Console = "ReadmeConsole";

    /// <summary>The program of the readme of Plyr.Genres.Local.</summary>
    public const string Local = "LocalConsole";

    /// <summary>The web application of the package's readme.</summary>
    public const string Web = "ReadmeWeb";

    private static readonly TemporaryFolder Root = new();
    private static readonly Lazy<Task> Built = new(BuildAllAsync);

    public static string Folder => Root.Path;

    public static Task BuildAsync() => Built.Value;

    /// <summary>The built program of a project.</summary>
    public static string Program(string project) =>
        Path.Combine(Root.File(project), "bin", "Release", "net10.0", $"{project}.dll");

    public static void Remove() => Root.Dispose();

    private static async Task BuildAllAsync()
    {
        await Packing.PackAsync();
        foreach (var name in new[] { $"{Stranger}.csproj", "Program.cs" })
            Write(Stranger, name, Repository.Read("tests", "Plyr.Genres.IntegrationTests", "Package", Stranger, name));
        foreach (var (project, name, text) in PackageReadme.Projects(Console, Web).Concat(LocalReadme.Project(Local)))
            Write(project, name, text);
        string[] projects = [Stranger, Console, Web, Local];
        var references = projects.Select(project => $"""<Project Path="{project}/{project}.csproj" />""");
        Write("", "Consumers.slnx", $"<Solution>{string.Concat(references)}</Solution>");
        Write("", "Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <PlyrGenresVersion>{Packing.Version}</PlyrGenresVersion>
                <RestoreSources>{Packing.First.Folder}</RestoreSources>
                <RestoreFallbackFolders>{await CacheAsync()}</RestoreFallbackFolders>
                <RestorePackagesPath>{Root.File("packages")}</RestorePackagesPath>
              </PropertyGroup>
            </Project>
            """);
        await new Shell(Folder).RunAsync("dotnet", "build", "Consumers.slnx", "-c", "Release");
    }

    private static void Write(string project, string name, string text)
    {
        Directory.CreateDirectory(Root.File(project));
        File.WriteAllText(Path.Combine(Root.File(project), name), text);
    }

    private static async Task<string> CacheAsync() =>
        CachePath()
            .Match(
                await new Shell(Folder).RunAsync(
                    "dotnet", "nuget", "locals", "global-packages", "--list")).Groups["path"].Value
            .Trim();

    [GeneratedRegex("global-packages:(?<path>.+)")]
    private static partial Regex CachePath();
}
