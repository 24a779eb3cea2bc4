using System.Text.RegularExpressions;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>
/// Projects outside the repository that have the packed package and nothing else of it. Its version is in no cache, so it comes from the
/// feed; everything else is on this machine already, because the library was built here.
/// </summary>
internal sealed partial class Consumers : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    /// <summary>Writes a file of a project.</summary>
    public void Write(string project, string name, string text)
    {
        Directory.CreateDirectory(_folder.File(project));
        File.WriteAllText(Path.Combine(_folder.File(project), name), text);
    }

    /// <summary>Restores and builds all projects.</summary>
    public async Task BuildAsync()
    {
        var projects = Directory.EnumerateFiles(Folder, "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).ToArray();
        File.WriteAllText(_folder.File("Consumers.slnx"), $"<Solution>{string.Concat(projects.Select(path => $"""<Project Path="{path}" />"""))}</Solution>");
        File.WriteAllText(_folder.File("Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <PlyrGenresVersion>{Packing.Version}</PlyrGenresVersion>
                <RestoreSources>{Packing.First.Folder}</RestoreSources>
                <RestoreFallbackFolders>{await CacheAsync()}</RestoreFallbackFolders>
                <RestorePackagesPath>{_folder.File("packages")}</RestorePackagesPath>
              </PropertyGroup>
            </Project>
            """);
        await new Shell(Folder).RunAsync("dotnet", "build", "Consumers.slnx", "-c", "Release");
    }

    /// <summary>The built program of a project.</summary>
    public string Program(string project) => Path.Combine(_folder.File(project), "bin", "Release", "net10.0", $"{project}.dll");

    public void Dispose() => _folder.Dispose();

    private async Task<string> CacheAsync() =>
        CachePath().Match(await new Shell(Folder).RunAsync("dotnet", "nuget", "locals", "global-packages", "--list")).Groups["path"].Value.Trim();

    [GeneratedRegex("global-packages:(?<path>.+)")]
    private static partial Regex CachePath();
}
