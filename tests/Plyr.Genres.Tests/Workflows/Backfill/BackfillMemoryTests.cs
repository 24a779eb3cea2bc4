using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>Rule 30: memory does not grow with the number of tracks.</summary>
[TestFixture, NonParallelizable, Property("Rule", 30), Property("Defect", "K")]
internal sealed class BackfillMemoryTests
{
    private const int Tracks = 100_000;
    private const long Allowance = 2 * 1024 * 1024;

    [Test]
    public async Task Backfill_memory_does_not_grow_with_the_number_of_tracks()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IGenreClassifier>(new FakeClassifier());
        services.AddPlyrGenres(options => options.Enabled = true).UseTrackStore(new MadeUpStore(Tracks));
        await using var provider = services.BuildServiceProvider();
        var first = 0L;
        var most = 0L;
        var told = new Told();
        told.Then = step =>
        {
            told.Steps.Clear();
            if (step.SoFar.Done % (Tracks / 20) != 0)
                return;
            var live = GC.GetTotalMemory(forceFullCollection: true);
            first = first == 0 ? live : first;
            most = Math.Max(most, live);
        };
        var report = await provider.GetRequiredService<GenreBackfill>().RunAsync(
            new BackfillOptions { RunsPerMinute = int.MaxValue, Concurrency = 16 }, told);
        Assert.That(report.Classified, Is.EqualTo(Tracks));
        Assert.That(most - first, Is.LessThan(Allowance), $"from {first} to {most} bytes");
    }

    /// <summary>A store of tracks that are created when they are read.</summary>
    private sealed class MadeUpStore(int tracks) : ITrackExtraStore
    {
        private static readonly Uri Audio = new("https://audio.example/a.mp3");

        public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) => new(Make(id));

        public ValueTask<bool> UpdateAsync(
            TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
            new(decide(Make(id)) is not null);

        public ValueTask<IReadOnlyList<Track>> ListAsync(
            TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default)
        {
            var start = after is { } last && last.TryGetInt64(out var number) ? (int)number + 1 : 1;
            return new(
                Enumerable.Range(start, Math.Max(0, Math.Min(take, tracks - start + 1)))
                    .Select(id => Make(id))
                    .ToArray());
        }

        public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
            new(tracks);

        private static Track Make(TrackId id) => new() { Id = id, FileId = "a", Audio = Audio };
    }
}
