using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Benchmarks.Measuring;
using Plyr.Genres.Benchmarks.Sockets;

namespace Plyr.Genres.Benchmarks.Local;

/// <summary>Measures the cost of tracks of three minutes and of one hour in this process.</summary>
internal static class LocalModelCost
{
    private const int Rounds = 8;
    private static readonly TimeSpan Track = TimeSpan.FromMinutes(3);

    public static async Task<Topic> MeasureAsync()
    {
        var topic = new Topic("A track of three minutes with the model in this process", "step", "CPU", "share");
        var benchmarks = new LocalModelBenchmarks();
        benchmarks.Setup();
        var whole = Least(() => benchmarks.Classify());
        Add("floor: read the WAV file", Least(benchmarks.Decode));
        Add("read, mix and resample", Least(benchmarks.Resample));
        Add("read, mix, resample, log-mel patches", Least(benchmarks.ReadPatches));
        Add("floor: run the model on ready patches", Least(benchmarks.Infer));
        Add("`ClassifyAsync`", whole);
        benchmarks.Cleanup();

        using var inputs = LocalInputs.Create();
        var track = inputs.Write(Track);
        var shortPeak = await PeakAsync(inputs, track);
        var longPeak = await PeakAsync(inputs, inputs.Write(TimeSpan.FromHours(1)));
        topic.Rows.Add(["peak memory of a process", $"{shortPeak:N0} MB", ""]);
        topic.Rows.Add(["peak memory of a process, a track of an hour", $"{longPeak:N0} MB", ""]);
        topic.Goals.Add(Goal.AtMost("three minutes of WAV, CPU", whole.TotalSeconds, 1, "s"));
        topic.Goals.Add(Goal.AtMost("three minutes of WAV, peak memory", shortPeak, 250, "MB"));
        topic.Goals.Add(Goal.AtMost("an hour of WAV, peak memory of three minutes", longPeak / shortPeak, 1.1, "x"));
        await AddPairAsync(topic, inputs.ModelPath, track);
        return topic;

        void Add(string step, TimeSpan cost) =>
            topic.Rows.Add([step, $"{cost.TotalMilliseconds:N0} ms", $"{cost / whole * 100:0} %"]);
    }

    /// <summary>Classifies a file and writes the peak memory of the process.</summary>
    public static async Task<int> RunAsync(string modelPath, string path)
    {
        await using var services = LocalInputs.Open(modelPath);
        await services.GetRequiredService<IGenreClassifier>().ClassifyAsync(AudioSource.FromFile(path));
        using var self = Process.GetCurrentProcess();
        return await ChildProcess.AnswerAsync(self.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task AddPairAsync(Topic topic, string modelPath, string path)
    {
        const string name = "two tracks at once, times as fast as one after the other";
        if (Environment.ProcessorCount < 2)
        {
            topic.Goals.Add(Goal.Skipped(name, ">= 1.70 x", "one processor", demandedAs: "processors"));
            return;
        }

        await using var services = LocalInputs.Open(modelPath, concurrency: 2);
        var classifier = services.GetRequiredService<IGenreClassifier>();
        var audio = AudioSource.FromFile(path);
        var sequence = TimeSpan.MaxValue;
        var pair = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await classifier.ClassifyAsync(audio);
            await classifier.ClassifyAsync(audio);
            sequence = Shorter(sequence, Stopwatch.GetElapsedTime(start));
            start = Stopwatch.GetTimestamp();
            await Task.WhenAll(classifier.ClassifyAsync(audio), classifier.ClassifyAsync(audio));
            pair = Shorter(pair, Stopwatch.GetElapsedTime(start));
        }

        topic.Rows.Add(["tracks an hour, two at once", $"{2 * (TimeSpan.FromHours(1) / pair):N0}", ""]);
        topic.Goals.Add(Goal.AtLeast(name, sequence / pair, 1.7, "x"));
    }

    private static async Task<double> PeakAsync(LocalInputs inputs, string path)
    {
        await using var child = await ChildProcess.StartAsync("local", inputs.ModelPath, path);
        return long.Parse(child.Answer, CultureInfo.InvariantCulture) / 1e6;
    }

    private static TimeSpan Least(Action operation)
    {
        var least = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            operation();
            least = Shorter(least, Environment.CpuUsage.TotalTime - before);
        }

        return least;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
