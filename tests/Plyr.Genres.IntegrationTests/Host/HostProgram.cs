using System.Diagnostics;
using Plyr.Genres.Host;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>
/// How the host is started as a program, with an environment in which nothing of this process's settings is left.
/// </summary>
internal static class HostProgram
{
    private static readonly string[] Settings = [
        "REPLICATE_",
        "PlyrGenres",
        "PUBLIC_",
        "DATA_",
        "DATABASE_",
        "CLUSTER_",
        "URLS",
        "ASPNETCORE_",
        "SIMULATOR",
        "VOCABULARY_",
    ];

    public static string Path => typeof(HostApp).Assembly.Location;

    /// <summary>
    /// Settings for tests that measure memory: the garbage collector for servers keeps a heap for each core and
    /// collects late, so that the peak depends on the machine.
    /// </summary>
    public static IReadOnlyDictionary<string, string> WithSmallHeap { get; } =
        new Dictionary<string, string> { ["DOTNET_gcServer"] = "0" };

    /// <param name="arguments">The command line.</param>
    /// <param name="environment">Further environment variables.</param>
    public static ProcessStartInfo StartInfo(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Tests that were started in the background ignore Ctrl-C and the end of the terminal, which programs inherit.
        string[] command = ["--default-signal=INT,HUP", "dotnet", Path];
        var start = new ProcessStartInfo("env", [.. command, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(
            name => Settings.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToArray())
            start.Environment.Remove(name);
        // A process that lives for seconds gains nothing from profiling itself.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }

    /// <summary>
    /// Settings with which the host takes this simulator for Replicate, so that the ledger outlives the host.
    /// </summary>
    public static Dictionary<string, string> Asking(ReplicateSimulator simulator) => new()
    {
        ["REPLICATE_API_TOKEN"] = simulator.Token,
        ["PlyrGenres__Replicate__BaseAddress"] = simulator.BaseAddress.ToString(),
        ["PlyrGenres__Replicate__AllowedOutputHosts__0"] = simulator.FileOrigin.Authority,
        ["PlyrGenres__Replicate__Simulated"] = "true",
    };
}
