using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.InProcess;

/// <summary>Measures suggestions for a track with fresh predictions, with a scoped in-memory store.</summary>
[MemoryDiagnoser]
public class RecommendBenchmarks
{
    private ServiceProvider _services = null!;
    private IServiceScopeFactory _scopes = null!;
    private TrackGenres _genres = null!;

    [GlobalSetup]
    public void Setup()
    {
        _services = Containers.Over<ReadyStore>(new FixedClassifier());
        _scopes = _services.GetRequiredService<IServiceScopeFactory>();
        _genres = _services.GetRequiredService<TrackGenres>();
    }

    [GlobalCleanup]
    public void Cleanup() => _services.Dispose();

    /// <summary>The least work with a scoped store.</summary>
    [Benchmark(Baseline = true, Description = "floor: create, resolve and dispose one scope")]
    public ITrackExtraStore Floor()
    {
        using var scope = _scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<ITrackExtraStore>();
    }

    [Benchmark(Description = "RecommendTagsAsync")]
    public TagRecommendations? Recommend() => _genres.RecommendTagsAsync(7).GetAwaiter().GetResult();

    internal static Topic Measure()
    {
        var topic = Topic.OfOperations("Suggestions from fresh predictions");
        var benchmarks = new RecommendBenchmarks();
        benchmarks.Setup();
        var costs = Duel.Measure(() => benchmarks.Floor(), () => benchmarks.Recommend());
        topic.Add("floor: create, resolve and dispose one scope", costs[0], costs[0]);
        topic.Add("`RecommendTagsAsync`", costs[1], costs[0]);
        topic.Goals.Add(
            Goal.AtMost("recommend from a fresh track, time of one scope", costs[1].TimesOf(costs[0]), 6, "x"));
        benchmarks.Cleanup();
        return topic;
    }
}
