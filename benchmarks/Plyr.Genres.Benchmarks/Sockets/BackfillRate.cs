using System.Diagnostics;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>Measures a backfill over sockets with runs of 200 ms, compared with bare clients.</summary>
internal static class BackfillRate
{
    private const int Rounds = 15;

    // Six runs per concurrent client take little more than a second.
    private const int Waves = 6;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(200);

    public static async Task<Topic> MeasureAsync()
    {
        var topic = new Topic(
            "Backfill over sockets, runs of 200 ms", "concurrency", "bare clients", "backfill", "share");
        await using var simulator = await SimulatorProcess.StartAsync(Latency);
        using var library = new LibraryClient(simulator);
        using var bare = new BareClient(simulator.BaseAddress);
        foreach (var concurrency in (int[])[1, 10, 100])
        {
            var tracks = Waves * concurrency;
            var floor = TimeSpan.MaxValue;
            var backfill = TimeSpan.MaxValue;
            for (var round = -1; round < Rounds; round++)
            {
                // The first round opens connections and compiles code.
                var bareTime = await AskAsync(bare, simulator.Audio, concurrency, tracks);
                var time = await BackfillAsync(library, simulator.Audio, concurrency, tracks);
                if (round < 0)
                    continue;
                floor = bareTime < floor ? bareTime : floor;
                backfill = time < backfill ? time : backfill;
            }

            var share = floor / backfill;
            topic.Rows.Add(
                [$"{concurrency}", Rate(tracks, floor), Rate(tracks, backfill), Topic.Number(share * 100, 1) + " %"]);
            var name = $"backfill over sockets, concurrency {concurrency}, rate of bare clients";
            topic.Goals.Add(Goal.AtLeast(name, share, 0.97, "%"));
        }

        return topic;
    }

    private static async Task<TimeSpan> AskAsync(BareClient bare, Uri audio, int concurrency, int tracks)
    {
        var left = tracks;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
                await bare.ClassifyAsync(audio);
        }));
        return Stopwatch.GetElapsedTime(start);
    }

    private static async Task<TimeSpan> BackfillAsync(LibraryClient library, Uri audio, int concurrency, int tracks)
    {
        library.PutUnclassified(audio, tracks);
        var report = await library.Backfill.RunAsync(
            new BackfillOptions { Concurrency = concurrency, RunsPerMinute = int.MaxValue });
        return report.Classified == tracks
            ? report.Duration
            : throw new InvalidOperationException($"Only {report.Classified} of {tracks} tracks were classified.");
    }

    private static string Rate(int tracks, TimeSpan time) => Topic.Number(tracks / time.TotalSeconds, 1) + " /s";
}
