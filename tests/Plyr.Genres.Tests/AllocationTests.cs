using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Plyr.Genres.Tests;

/// <summary>What may be allocated where every page view or every answer passes. Another test that listens to spans would have them made here too.</summary>
[TestFixture, NonParallelizable]
internal sealed class AllocationTests
{
    [Test]
    public void Normalising_400_labels_allocates_at_most_1_kB()
    {
        var normalizer = new GenreLabelNormalizer();
        var labels = DiscogsTaxonomy.Labels.ToArray().Select((label, i) => new GenreLabelScore(label, i / 1000d)).ToArray();

        Assert.That(Least(() => normalizer.Normalize(labels)), Is.InRange(1, 1_000));
    }

    [Test]
    public void Reading_the_models_answer_allocates_at_most_8_kB()
    {
        var answer = System.Text.Encoding.ASCII.GetBytes(
            "{" + string.Join(", ", Enumerable.Range(0, 400).Select(i => $"\"{System.Text.Encoding.ASCII.GetString(DiscogsTaxonomy.EscapedLabel(i))}\": 0.012345678901234{i:000}")) + "}");

        Assert.That(Least(() => ModelOutput.Read(answer)), Is.InRange(6_400, 8_000));
        Assert.That(Least(() => ModelOutput.ReadPlain(answer)), Is.InRange(6_400, 8_000));
    }

    [Test]
    public async Task Recommending_from_fresh_predictions_allocates_at_most_500_bytes_beyond_a_scope()
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(options => options.Enabled = false).UseTrackStore<ReadyStore>();
        await using var provider = services.BuildServiceProvider();
        var genres = provider.GetRequiredService<TrackGenres>();

        var scope = Least(() =>
        {
            using var created = provider.CreateScope();
            created.ServiceProvider.GetRequiredService<ITrackExtraStore>();
        });
        var recommendation = Least(() => _ = genres.RecommendTagsAsync(1));

        Assert.That(recommendation - scope, Is.InRange(1, 500));
    }

    /// <summary>The least of many times: pools fill, and the compiler does its work again, better.</summary>
    private static long Least(Action action)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 200; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private sealed class ReadyStore : ITrackExtraStore
    {
        private static readonly Track Ready = new()
        {
            Id = 1,
            FileId = "a",
            Tags = ["ambient", "late night"],
            Extra = TrackExtra.Parse("""
                {"genre_predictions":[{"name":"electronic","confidence":0.8},{"name":"ambient","confidence":0.7},{"name":"drone","confidence":0.5},{"name":"noise","confidence":0.4},
                {"name":"new age","confidence":0.3},{"name":"glitch","confidence":0.2},{"name":"techno","confidence":0.1}],"genre_predictions_file_id":"a"}
                """),
        };

        public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) => new(Ready);

        public ValueTask<bool> UpdateAsync(TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<Track>> ListAsync(TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
