using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>Replicate's official JavaScript client and this library doing the same against one simulator, each in a process of its own.</summary>
internal static class PeerComparison
{
    private const int Rounds = 2;
    private const int Parts = 10;
    private const string WarmUps = "2000";
    private const string Count = "2000";
    private const string CpuGoal = "<= 0.15 x";
    private const string MemoryGoal = "<= 0.60 x";

    public static async Task<Topic> MeasureAsync()
    {
        var topic = new Topic("Beside Replicate's official JavaScript client", "client, in a process of its own", "CPU per classification", "peak memory");
        var folder = Path.Combine(Repository.Folder, "benchmarks", "peers");
        if (await InstallAsync(folder) is { } reason)
        {
            topic.Goals.Add(Goal.Skipped("CPU of Replicate's JavaScript client", CpuGoal, reason, demandedAs: "npm"));
            topic.Goals.Add(Goal.Skipped("peak memory of Replicate's JavaScript client", MemoryGoal, reason, demandedAs: "npm"));
            return topic;
        }

        await using var simulator = await SimulatorProcess.StartAsync(TimeSpan.Zero);
        string[] peer = ["replicate.mjs", $"{simulator.BaseAddress}v1", SimulatorProcess.Token, PlyrGenresDefaults.ModelVersion, simulator.Audio.AbsoluteUri, WarmUps, Count];
        var theirs = Usage.Most;
        var ours = Usage.Most;
        for (var round = 0; round < Rounds; round++)
        {
            await using (var node = await ChildProcess.StartAsync("node", peer, folder))
                theirs = theirs.Least(Usage.Parse(node.Answer));
            await using (var client = await ChildProcess.StartAsync("client", simulator.BaseAddress.AbsoluteUri, simulator.Audio.AbsoluteUri, WarmUps, Count))
                ours = ours.Least(Usage.Parse(client.Answer));
        }

        topic.Rows.Add(["rival: npm `replicate` 1.4.0 on Node.js", Topic.Number(theirs.Microseconds, 0) + " us", Topic.Number(theirs.PeakKilobytes / 1024, 0) + " MB"]);
        topic.Rows.Add(["`IGenreClassifier.ClassifyAsync`, then `Normalize`", Topic.Number(ours.Microseconds, 0) + " us", Topic.Number(ours.PeakKilobytes / 1024, 0) + " MB"]);
        topic.Goals.Add(Goal.AtMost("CPU of Replicate's JavaScript client", ours.Microseconds / theirs.Microseconds, 0.15, "x"));
        topic.Goals.Add(Goal.AtMost("peak memory of Replicate's JavaScript client", ours.PeakKilobytes / theirs.PeakKilobytes, 0.6, "x"));
        return topic;
    }

    /// <summary>Our side, in its own process.</summary>
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

    /// <summary>Installs what package-lock.json names, unless it is there.</summary>
    /// <returns>Why it can't be had, or null.</returns>
    private static async Task<string?> InstallAsync(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules", "replicate")))
            return null;
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
            await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            return npm.ExitCode == 0 ? null : $"npm ci ended with code {npm.ExitCode}";
        }
        catch (Win32Exception)
        {
            return "there is no npm";
        }
    }

    private readonly record struct Usage(double Microseconds, double PeakKilobytes)
    {
        public static readonly Usage Most = new(double.MaxValue, double.MaxValue);

        public static Usage Parse(string json)
        {
            using var document = JsonDocument.Parse(json);
            return new(document.RootElement.GetProperty("cpu_us").GetDouble(), document.RootElement.GetProperty("peak_kb").GetDouble());
        }

        public string ToJson() => string.Create(CultureInfo.InvariantCulture, $$"""{"cpu_us":{{Microseconds}},"peak_kb":{{PeakKilobytes}}}""");

        public Usage Least(Usage other) => new(Math.Min(Microseconds, other.Microseconds), Math.Min(PeakKilobytes, other.PeakKilobytes));
    }
}
