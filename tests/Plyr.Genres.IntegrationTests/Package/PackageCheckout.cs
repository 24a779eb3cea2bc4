using System.Text.RegularExpressions;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>
/// A copy of the working tree's files that the packages are built from, in a separate folder.
/// </summary>
internal sealed partial class PackageCheckout
{
    public const string Remote = "https://github.com/example/plyr-genres";

    private const string Main = "Plyr.Genres";
    private const string Local = "Plyr.Genres.Local";

    private readonly string _folder;
    private readonly Shell _shell;

    private PackageCheckout(string folder)
    {
        _folder = folder;
        // The analyzers have seen these sources already, and change nothing in the package.
        _shell = new Shell(folder) { Environment = { ["RunAnalyzers"] = "false" } };
    }

    /// <summary>Copies the sources under a version that no cache knows, and commits them.</summary>
    public static async Task<PackageCheckout> CommitAsync(string folder, string version)
    {
        Directory.CreateDirectory(folder);
        var files = new[] { Main, Local }
            .Select(project => Path.Combine(Repository.Root, "src", project))
            .SelectMany(sources => Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root));
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(Repository.Root, file);
            if (name == ".git" || name.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any())
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.Copy(file, Path.Combine(folder, name));
        }

        var properties = Path.Combine(folder, "Directory.Build.props");
        File.WriteAllText(properties, Version().Replace(File.ReadAllText(properties), $"<Version>{version}</Version>"));

        var checkout = new PackageCheckout(folder);
        await checkout.GitAsync("init", "--quiet");
        await checkout.GitAsync("add", ".");
        await checkout.GitAsync(
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.org",
            "-c",
            "commit.gpgsign=false",
            "commit",
            "--quiet",
            "-m",
            "The package");
        await checkout.GitAsync("remote", "add", "origin", Remote);
        return checkout;
    }

    /// <summary>The same commit in another folder.</summary>
    public async Task<PackageCheckout> CloneAsync(string folder)
    {
        await GitAsync("clone", "--quiet", _folder, folder);
        var clone = new PackageCheckout(folder);
        await clone.GitAsync("remote", "set-url", "origin", Remote);
        return clone;
    }

    public Task RemoveRemoteAsync() => GitAsync("remote", "remove", "origin");

    public async Task<string> CommitIdAsync() => (await GitAsync("rev-parse", "HEAD")).Trim();

    /// <summary>Packs Plyr.Genres by the documented command.</summary>
    public Task<PackedPackage> PackAsync(params string[] options) => PackProjectAsync(Main, options);

    /// <summary>Packs Plyr.Genres.Local by the documented command.</summary>
    public Task<PackedPackage> PackLocalAsync() => PackProjectAsync(Local);

    private async Task<PackedPackage> PackProjectAsync(string project, params string[] options)
    {
        await _shell.RunAsync("dotnet", ["pack", $"src/{project}", .. options]);

        // A version begins with one digit and a dot.
        var artifacts = Path.Combine(_folder, "artifacts");
        return PackedPackage.Open(Directory.EnumerateFiles(artifacts, $"{project}.?.*.nupkg").Single());
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        try
        {
            return await _shell.RunAsync("git", arguments);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Requirement.Missing("git", "git is not there, so no commit can be packed.");
            throw;
        }
    }

    [GeneratedRegex("<Version>.*</Version>")]
    private static partial Regex Version();
}
