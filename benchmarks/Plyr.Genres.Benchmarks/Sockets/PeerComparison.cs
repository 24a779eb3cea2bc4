using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// Compares this library with Replicate's official JavaScript client on the same simulator, each in a separate process.
/// </summary>
internal static class PeerComparison
{
    private const int Rounds = 3;
    private const int Parts = 80;
    private const string WarmUps = "2000";
    private const string Count = "2000";
    private const string CpuGoal = "<= 0.20 x";
    private const string MemoryGoal = "<= 0.70 x";

    // Node.js continues a request on the thread that polls the sockets. .NET does so with this setting; otherwise each
    // answer wakes another thread, which is expensive on some virtual machines. benchmarks/README.md describes it.
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static async Task<Topic> MeasureAsync()
    {
        var topic = new Topic(
            "Comparison with Replicate's official JavaScript client",
            "client, in a separate process",
            "CPU per classification",
            "peak memory");
        var folder = Path.Combine(Repository.Folder, "benchmarks", "peers");
        if (await InstallAsync(folder) is { } reason)
        {
            topic.Goals.Add(Goal.Skipped("CPU of Replicate's JavaScript client", CpuGoal, reason, demandedAs: "npm"));
            topic.Goals.Add(
                Goal.Skipped("peak memory of Replicate's JavaScript client", MemoryGoal, reason, demandedAs: "npm"));
            return topic;
        }

        await using var simulator = await SimulatorProcess.StartAsync(TimeSpan.Zero);
        string[] peer =
        [
            "replicate.mjs",
            $"{simulator.BaseAddress}v1",
            SimulatorProcess.Token,
            PlyrGenresDefaults.ModelVersion,
            simulator.Audio.AbsoluteUri,
            WarmUps,
            Count,
        ];
        var theirs = Usage.Most;
        var ours = Usage.Most;
        var handedOver = Usage.Most;
        for (var round = 0; round < Rounds; round++)
        {
            await using (var node = await ChildProcess.StartAsync("node", peer, folder))
                theirs = theirs.Least(Usage.Parse(node.Answer));
            ours = ours.Least(await MeasureAsync(simulator, "1"));
            handedOver = handedOver.Least(await MeasureAsync(simulator, "0"));
        }

        Add("alternative: npm `replicate` 1.4.0 on Node.js", theirs);
        Add("`IGenreClassifier.ClassifyAsync`, then `Normalize`, with inline completions", ours);
        Add("also: the same without inline completions", handedOver);
        topic.Goals.Add(
            Goal.AtMost("CPU of Replicate's JavaScript client", ours.Microseconds / theirs.Microseconds, 0.2, "x"));
        topic.Goals.Add(
            Goal.AtMost(
                "peak memory of Replicate's JavaScript client", ours.PeakKilobytes / theirs.PeakKilobytes, 0.7, "x"));
        return topic;

        void Add(string client, Usage usage) => topic.Rows.Add(
        [
            client,
            Topic.Number(usage.Microseconds, 0) + " us",
            Topic.Number(usage.PeakKilobytes / 1024, 0) + " MB",
        ]);
    }

    /// <summary>Runs the library in a child process.</summary>
    public static async Task<int> RunAsync(Uri baseAddress, Uri audio, int warmUps, int count)
    {
        using var library = new LibraryClient(baseAddress, audio);
        for (var i = 0; i < warmUps; i++)
            await library.ClassifyAsync();
        var cost = ProcessCost.Most;
        for (var part = 0; part < Parts; part++)
            cost = cost.Least(await ProcessCost.MeasureAsync(library.ClassifyAsync, count / Parts));
        using var self = Process.GetCurrentProcess();
        return await ChildProcess.AnswerAsync(new Usage(cost.Microseconds, self.PeakWorkingSet64 / 1024.0).ToJson());
    }

    private static async Task<Usage> MeasureAsync(SimulatorProcess simulator, string inline)
    {
        await using var client = await ChildProcess.StartAsync(
            ["client", simulator.BaseAddress.AbsoluteUri, simulator.Audio.AbsoluteUri, WarmUps, Count],
            [(InlineCompletions, inline)]);
        return Usage.Parse(client.Answer);
    }

    /// <summary>Installs the packages of package-lock.json if they are missing.</summary>
    /// <returns>Why they can't be installed, or null.</returns>
    private static async Task<string?> InstallAsync(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules", "replicate")))
            return null;
        try
        {
            using var npm = Process.Start(
                new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--silent"])
                {
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                })!;
            await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            return npm.ExitCode == 0 ? null : $"npm ci ended with code {npm.ExitCode}";
        }
        catch (Win32Exception)
        {
            return "npm is not installed";
        }
    }

    private readonly record struct Usage(double Microseconds, double PeakKilobytes)
    {
        public static readonly Usage Most = new(double.MaxValue, double.MaxValue);

        public static Usage Parse(string json)
        {
            using var document = JsonDocument.Parse(json);
            return new(
                document.RootElement.GetProperty("cpu_us").GetDouble(),
                document.RootElement.GetProperty("peak_kb").GetDouble());
        }

        public string ToJson() =>
            string.Create(
                CultureInfo.InvariantCulture, $$"""{"cpu_us":{{Microseconds}},"peak_kb":{{PeakKilobytes}}}""");

        public Usage Least(Usage other) =>
            new(Math.Min(Microseconds, other.Microseconds), Math.Min(PeakKilobytes, other.PeakKilobytes));
    }
}
