using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.Flow;

/// <summary>Measures 10,000 concurrent callers: the number of runs, and the time of the last answer.</summary>
internal static class ManyCallers
{
    private const int Callers = 10_000;
    private const int Rounds = 15;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    public static async Task<Topic> MeasureAsync()
    {
        var topic = new Topic(
            "Callers at once, runs of 200 ms", "callers", "tracks", "runs", "last answer after", "times the latency");
        foreach (var (callers, tracks) in ((int, int)[])[(100, 1), (1_000, 1), (Callers, 1), (Callers, 100)])
        {
            var (last, runs) = await MeasureAsync(callers, tracks);
            topic.Rows.Add(
            [
                $"{callers:N0}",
                $"{tracks}",
                $"{runs}",
                $"{last.TotalMilliseconds:0} ms",
                Topic.Number(last / Latency, 2),
            ]);
            if (callers < Callers)
                continue;
            topic.Goals.Add(Goal.Exactly($"10,000 callers over {tracks} tracks, runs", runs, tracks, "runs"));
            var name = $"10,000 callers over {tracks} tracks, last answer, times the latency";
            topic.Goals.Add(Goal.AtMost(name, last / Latency, 1.15, "x"));
        }

        return topic;
    }

    private static async Task<(TimeSpan Last, int Runs)> MeasureAsync(int callers, int tracks)
    {
        var store = new InMemoryTrackExtraStore();
        var classifier = new FixedClassifier(Latency);
        await using var services = Containers.Over(store, classifier);
        var genres = services.GetRequiredService<TrackGenres>();
        var best = TimeSpan.MaxValue;
        var runs = 0;
        for (var round = -1; round < Rounds; round++)
        {
            for (var id = 0; id < tracks; id++)
                store.Put(new Track { Id = id, FileId = $"{round}", Audio = Containers.Audio });
            GC.Collect();
            var before = classifier.Runs;
            var start = Stopwatch.GetTimestamp();
            var answers = await Task.WhenAll(
                Enumerable.Range(0, callers).Select(caller => genres.RecommendTagsAsync(caller % tracks)));
            var last = Stopwatch.GetElapsedTime(start);
            if (answers.Any(answer => answer?.Status != RecommendationStatus.Ready))
                throw new InvalidOperationException("A caller got no answer.");
            if (round < 0)
                continue;
            best = last < best ? last : best;
            runs = Math.Max(runs, classifier.Runs - before);
        }

        return (best, runs);
    }
}
