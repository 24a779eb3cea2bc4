using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.Flow;

/// <summary>
/// Measures a backfill with a classifier in the process: the share of the possible rate with 1,000 concurrent runs.
/// </summary>
internal static class BackfillBusy
{
    private const int Rounds = 15;
    private const int Waves = 10;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    public static async Task<Topic> MeasureAsync()
    {
        var topic = new Topic(
            "Backfill with a classifier in the process, runs of 200 ms",
            "concurrency",
            "concurrency / latency",
            "backfill",
            "share");
        foreach (var concurrency in (int[])[10, 100, 1000])
        {
            // The goal is for 1,000; the others show how the rate grows.
            var rounds = concurrency == 1000 ? Rounds : 2;
            var share = await MeasureAsync(concurrency, rounds);
            var possible = concurrency / Latency.TotalSeconds;
            topic.Rows.Add(
            [
                $"{concurrency:N0}",
                $"{possible:N0} /s",
                $"{possible * share:N0} /s",
                Topic.Number(share * 100, 1) + " %",
            ]);
            if (concurrency == 1000)
            {
                const string name = "backfill in the process, concurrency 1000, rate of concurrency / latency";
                topic.Goals.Add(Goal.AtLeast(name, share, 0.9, "%"));
            }
        }

        return topic;
    }

    private static async Task<double> MeasureAsync(int concurrency, int rounds)
    {
        var tracks = Waves * concurrency;
        var best = 0.0;
        for (var round = -1; round < rounds; round++)
        {
            var store = new InMemoryTrackExtraStore();
            for (var id = 0; id < tracks; id++)
                store.Put(new Track { Id = id, FileId = "a", Audio = Containers.Audio });
            await using var services = Containers.Over(store, new FixedClassifier(Latency));
            var report = await services.GetRequiredService<GenreBackfill>().RunAsync(
                new BackfillOptions { Concurrency = concurrency, RunsPerMinute = int.MaxValue });
            if (report.Classified != tracks)
                throw new InvalidOperationException($"Only {report.Classified} of {tracks} tracks were classified.");
            if (round >= 0)
                best = Math.Max(best, Waves * Latency / report.Duration);
        }

        return best;
    }
}
