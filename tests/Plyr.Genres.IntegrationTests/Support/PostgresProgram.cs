using System.Diagnostics;
using System.Globalization;

namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>
/// The programs of Debian's package postgresql. They refuse to run as root, so root runs them as the package's own
/// user.
/// </summary>
internal static class PostgresProgram
{
    private const string User = "postgres";

    // The oldest that is supported, so that nothing newer is used by accident.
    private static readonly string? Folder = FindFolders()
        .Where(found => found.Version >= 15)
        .OrderBy(found => found.Version)
        .Select(found => found.Path)
        .FirstOrDefault();

    public static bool IsInstalled => Folder is not null;

    /// <summary>Makes a folder that belongs to the user whom the programs run as.</summary>
    public static async Task<string> CreateFolderAsync()
    {
        var folder = Directory.CreateTempSubdirectory("plyr-genres-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsync(new ProcessStartInfo("chown", [$"{User}:", folder]));
        return folder;
    }

    public static Task RunAsync(string program, params IEnumerable<string> arguments) =>
        RunAsync(Command(program, arguments));

    /// <summary>A command that runs a program; the process keeps its id, so it can be killed.</summary>
    public static ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        var path = Path.Combine(Folder!, program);
        return Environment.IsPrivilegedProcess
            ? new ProcessStartInfo(
                "setpriv", [$"--reuid={User}", $"--regid={User}", "--init-groups", "--", path, .. arguments])
            {
                WorkingDirectory = "/",
            }
            : new ProcessStartInfo(path, arguments) { WorkingDirectory = "/" };
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} failed: {await output}{await error}");
    }

    private static IEnumerable<(int Version, string Path)> FindFolders()
    {
        var root = new DirectoryInfo("/usr/lib/postgresql");
        foreach (var folder in root.Exists ? root.GetDirectories() : [])
        {
            var programs = Path.Combine(folder.FullName, "bin");
            if (int.TryParse(folder.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                && File.Exists(Path.Combine(programs, "postgres")))
                yield return (version, programs);
        }
    }
}
