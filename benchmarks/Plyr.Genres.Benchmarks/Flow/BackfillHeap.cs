using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.Flow;

/// <summary>Measures the live heap of a backfill of a million tracks, compared with one of ten thousand.</summary>
internal static class BackfillHeap
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int Parts = 20;

    public static async Task<Topic> MeasureAsync()
    {
        var topic = new Topic(
            "Live heap during a backfill", "tracks", "largest of 20 full collections", "times that of 10,000");
        await MeasureAsync(Few);
        var few = await MeasureAsync(Few);
        var middle = await MeasureAsync(Few * 10);
        var many = await MeasureAsync(Many);
        foreach (var (tracks, bytes) in ((int, long)[])[(Few, few), (Few * 10, middle), (Many, many)])
            topic.Rows.Add([$"{tracks:N0}", $"{bytes / 1024:N0} kB", Topic.Number((double)bytes / few, 2)]);
        topic.Goals.Add(
            Goal.AtMost("live heap of a backfill of 1,000,000 tracks, of one of 10,000", (double)many / few, 1.1, "x"));
        return topic;
    }

    private static async Task<long> MeasureAsync(int tracks)
    {
        // The store has one bit per track and the same capacity in each measurement, so that the library is measured.
        await using var services = Containers.Over(new BitStore(tracks, Many), new FixedClassifier());
        var heap = new HeapAtParts(tracks, Parts);
        var report = await services.GetRequiredService<GenreBackfill>().RunAsync(
            new BackfillOptions { Concurrency = 10, RunsPerMinute = int.MaxValue }, heap);
        return report.Classified == tracks
            ? heap.Largest
            : throw new InvalidOperationException($"Only {report.Classified} of {tracks} tracks were classified.");
    }

    private sealed class HeapAtParts(int tracks, int parts) : IProgress<BackfillProgress>
    {
        private long _next = tracks / parts;

        public long Largest { get; private set; }

        public void Report(BackfillProgress value)
        {
            if (value.SoFar.Done < _next)
                return;
            _next += tracks / parts;
            Largest = Math.Max(Largest, GC.GetTotalMemory(forceFullCollection: true));
        }
    }
}
