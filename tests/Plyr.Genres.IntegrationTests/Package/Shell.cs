using System.Diagnostics;
using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>Runs commands in a folder.</summary>
internal sealed class Shell(string folder)
{
    // The test runner's own MSBuild set these; they would send another MSBuild to the wrong place.
    private static readonly string[] Foreign =
        ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    public Dictionary<string, string> Environment { get; } = new()
    {
        // No process is to outlive the test.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
        ["NuGetAudit"] = "false",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    };

    /// <summary>Starts a command.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Foreign)
            start.Environment.Remove(name);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end and gives its exit code and all that it printed.</summary>
    public async Task<(int ExitCode, string Output)> TryAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    /// <summary>Runs a command to its end and gives what it printed; if it fails, so does the test.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output) = await TryAsync(program, arguments);
        return exitCode == 0
            ? output
            : throw new AssertionException(
                $"'{program} {string.Join(' ', arguments)}' ended with {exitCode}:\n{output}");
    }
}
