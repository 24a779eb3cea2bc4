using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.InProcess;

/// <summary>400 labels to ten predictions.</summary>
[MemoryDiagnoser]
public class NormalizerBenchmarks
{
    private readonly GenreLabelNormalizer _normalizer = new();
    private byte[] _answer = [];
    private IReadOnlyList<GenreLabelScore> _labels = [];
    private IReadOnlyList<GenreLabelScore> _shuffled = [];
    private IReadOnlyList<GenreLabelScore> _someUnknown = [];
    private IReadOnlyList<GenreLabelScore> _allUnknown = [];

    [GlobalSetup]
    public void Setup()
    {
        _answer = ModelAnswers.FetchAsync().GetAwaiter().GetResult();
        _labels = Classify(_answer);
        _shuffled = Classify(ModelAnswers.Shuffle(_answer));
        _someUnknown = Classify(ModelAnswers.Rename(_answer, 10));
        _allUnknown = Classify(ModelAnswers.Rename(_answer, 1));
    }

    [Benchmark(Baseline = true, Description = "unit of time: one reader pass over the answer")]
    public double Floor() => AnswerBenchmarks.ReadNumbers(_answer);

    [Benchmark(Description = "Normalize, in the model's order")]
    public IReadOnlyList<GenrePrediction> Normalize() => _normalizer.Normalize(_labels);

    [Benchmark(Description = "Normalize, in another order")]
    public IReadOnlyList<GenrePrediction> Shuffled() => _normalizer.Normalize(_shuffled);

    [Benchmark(Description = "Normalize, every tenth label unknown")]
    public IReadOnlyList<GenrePrediction> SomeUnknown() => _normalizer.Normalize(_someUnknown);

    [Benchmark(Description = "Normalize, every label unknown")]
    public IReadOnlyList<GenrePrediction> AllUnknown() => _normalizer.Normalize(_allUnknown);

    /// <summary>How a host would write it without the library.</summary>
    [Benchmark(Description = "rival: parse, split, group and sort with LINQ")]
    public GenrePrediction[] Linq() =>
    [
        .. JsonSerializer.Deserialize<Dictionary<string, double>>(_answer)!
            .SelectMany(label => label.Key.Split("---", 2).Select(name => (Name: name.Trim().ToLowerInvariant(), Score: label.Value)))
            .GroupBy(pair => pair.Name)
            .Select(group => new GenrePrediction(group.Key, Math.Round(group.Max(pair => pair.Score), 4)))
            .OrderByDescending(prediction => prediction.Confidence)
            .Take(10),
    ];

    internal static IReadOnlyList<GenreLabelScore> Classify(byte[] answer)
    {
        using var services = Containers.OverMemory(answer);
        return services.GetRequiredService<IGenreClassifier>().ClassifyAsync(Containers.Audio).GetAwaiter().GetResult().Labels;
    }

    internal static Topic Measure()
    {
        var topic = Topic.OfOperations("400 labels to ten predictions");
        var benchmarks = new NormalizerBenchmarks();
        benchmarks.Setup();
        var costs = Duel.Measure(
            () => benchmarks.Floor(), () => benchmarks.Normalize(), () => benchmarks.Shuffled(), () => benchmarks.SomeUnknown(), () => benchmarks.AllUnknown(), () => benchmarks.Linq());
        var floor = costs[0];
        string[] names =
        [
            "unit of time: one `Utf8JsonReader` pass over the answer", "`Normalize`, in the model's order", "`Normalize`, in another order",
            "`Normalize`, every tenth label unknown", "`Normalize`, every label unknown", "rival: parse, split, group and sort with LINQ",
        ];
        foreach (var (name, cost) in names.Zip(costs))
            topic.Add(name, cost, floor);
        topic.Goals.Add(Goal.AtMost("Normalize 400 labels, time of the floor", costs[1].TimesOf(floor), 0.25, "x"));
        topic.Goals.Add(Goal.AtMost("Normalize 400 labels, allocated", costs[1].Bytes, 1_000, "B"));
        topic.Goals.Add(Goal.AtMost("Normalize in another order, more than in order", (costs[2] - costs[1]).TimesOf(floor), 1, "x"));
        topic.Goals.Add(Goal.AtMost("Normalize unknown names, more than in order", (costs[3] - costs[1]).TimesOf(floor), 1, "x"));
        return topic;
    }
}
