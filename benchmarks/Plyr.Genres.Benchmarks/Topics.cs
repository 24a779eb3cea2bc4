using Plyr.Genres.Benchmarks.Flow;
using Plyr.Genres.Benchmarks.InProcess;
using Plyr.Genres.Benchmarks.Local;
using Plyr.Genres.Benchmarks.Measuring;
using Plyr.Genres.Benchmarks.Sockets;

namespace Plyr.Genres.Benchmarks;

/// <summary>Provides the topics by their names on the command line.</summary>
internal static class Topics
{
    public static IReadOnlyList<(string Name, Func<Task<Topic>> MeasureAsync)> All { get; } =
    [
        ("answer", () => Task.FromResult(AnswerBenchmarks.Measure())),
        ("recommend", () => Task.FromResult(RecommendBenchmarks.Measure())),
        ("sockets", ClassificationCost.MeasureAsync),
        ("peers", PeerComparison.MeasureAsync),
        ("host", HostRecommendations.MeasureAsync),
        ("callers", ManyCallers.MeasureAsync),
        ("backfill", BackfillBusy.MeasureAsync),
        ("rate", BackfillRate.MeasureAsync),
        ("heap", BackfillHeap.MeasureAsync),
        ("local", LocalModelCost.MeasureAsync),
    ];

    /// <summary>Gets all topics, including those without goals.</summary>
    public static IEnumerable<(string Name, Func<Task<Topic>> MeasureAsync)> AllAndGrowth =>
    [
        .. All,
        ("extra", () => Task.FromResult(ExtraBenchmarks.Measure())),
        ("growth", () => Task.FromResult(GrowthWithLabels.Measure())),
    ];
}
