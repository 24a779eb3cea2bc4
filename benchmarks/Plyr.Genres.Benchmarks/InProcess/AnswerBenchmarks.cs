using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.InProcess;

/// <summary>Measures reading and normalizing an answer of the model.</summary>
[MemoryDiagnoser]
public class AnswerBenchmarks
{
    private readonly GenreLabelNormalizer _normalizer = new();
    private byte[] _answer = [];
    private IReadOnlyList<GenreLabelScore> _labels = [];
    private IGenreClassifier _classifier = null!;
    private IGenreClassifier _emptyClassifier = null!;
    private ServiceProvider _full = null!;
    private ServiceProvider _empty = null!;

    [GlobalSetup]
    public void Setup() => Use(ModelAnswers.FetchAsync().GetAwaiter().GetResult());

    internal void Use(byte[] answer)
    {
        _answer = answer;
        _full = Containers.OverMemory(answer);
        _empty = Containers.OverMemory("{}"u8.ToArray());
        _classifier = _full.GetRequiredService<IGenreClassifier>();
        _emptyClassifier = _empty.GetRequiredService<IGenreClassifier>();
        _labels = Classify().Labels;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _full.Dispose();
        _empty.Dispose();
    }

    /// <summary>The least work of a program that reads the answer with <see cref="Utf8JsonReader"/>.</summary>
    [Benchmark(Baseline = true, Description = "floor: one reader pass, every number read")]
    public double Floor() => ReadNumbers(_answer);

    [Benchmark(Description = "IGenreClassifier.ClassifyAsync over answers from memory")]
    public GenreClassification Classify() => _classifier.ClassifyAsync(Containers.Audio).GetAwaiter().GetResult();

    [Benchmark(Description = "the same call, answered with an empty object")]
    public GenreClassification ClassifyNothing() =>
        _emptyClassifier.ClassifyAsync(Containers.Audio).GetAwaiter().GetResult();

    [Benchmark(Description = "Normalize")]
    public IReadOnlyList<GenrePrediction> Normalize() => _normalizer.Normalize(_labels);

    /// <summary>The code of a host without the library.</summary>
    [Benchmark(Description = "alternative: parse, split, group and sort with LINQ")]
    public GenrePrediction[] Linq() =>
    [
        .. JsonSerializer.Deserialize<Dictionary<string, double>>(_answer)!
            .SelectMany(label => label.Key
                .Split("---", 2)
                .Select(name => (Name: name.Trim().ToLowerInvariant(), Score: label.Value)))
            .GroupBy(pair => pair.Name)
            .Select(group => new GenrePrediction(group.Key, Math.Round(group.Max(pair => pair.Score), 4)))
            .OrderByDescending(prediction => prediction.Confidence)
            .Take(10),
    ];

    internal static double ReadNumbers(ReadOnlySpan<byte> answer)
    {
        var sum = 0.0;
        var reader = new Utf8JsonReader(answer);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
                sum += reader.GetDouble();
        }

        return sum;
    }

    internal static Topic Measure()
    {
        var topic = Topic.OfOperations("The model's answer to ten predictions");
        var benchmarks = new AnswerBenchmarks();
        benchmarks.Setup();
        var costs = Duel.Measure(
            () => benchmarks.Floor(),
            () => benchmarks.Classify(),
            () => benchmarks.ClassifyNothing(),
            () => benchmarks.Normalize(),
            () => benchmarks.Linq());
        var floor = costs[0];
        var reading = costs[1] - costs[2];
        topic.Add("floor: one `Utf8JsonReader` pass, every number read", floor, floor);
        topic.Add("`ClassifyAsync`, over answers from memory", costs[1], floor);
        topic.Add("`ClassifyAsync`, answered with `{}`", costs[2], floor);
        topic.Add("the difference: reading the answer", reading, floor);
        topic.Add("`Normalize`", costs[3], floor);
        topic.Add("alternative: parse, split, group and sort with LINQ", costs[4], floor);
        var both = reading.TimesOf(floor) + costs[3].TimesOf(floor);
        topic.Goals.Add(Goal.AtMost("answer of the model to ten predictions, time of the floor", both, 5, "x"));
        benchmarks.Cleanup();
        return topic;
    }
}
