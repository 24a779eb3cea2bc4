using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.InProcess;

/// <summary>The model's answer to <see cref="GenreClassification"/>.</summary>
[MemoryDiagnoser]
public class AnswerBenchmarks
{
    private byte[] _answer = [];
    private IGenreClassifier _classifier = null!;
    private IGenreClassifier _emptyClassifier = null!;
    private ServiceProvider _full = null!;
    private ServiceProvider _empty = null!;

    [GlobalSetup]
    public void Setup() => Use(ModelAnswers.FetchAsync().GetAwaiter().GetResult());

    internal void Use(byte[] answer)
    {
        _answer = answer;
        (_full, _empty) = (Containers.OverMemory(answer), Containers.OverMemory("{}"u8.ToArray()));
        _classifier = _full.GetRequiredService<IGenreClassifier>();
        _emptyClassifier = _empty.GetRequiredService<IGenreClassifier>();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _full.Dispose();
        _empty.Dispose();
    }

    /// <summary>Nothing that reads the answer with the platform's reader can do less.</summary>
    [Benchmark(Baseline = true, Description = "floor: one reader pass, every number read")]
    public double Floor() => ReadNumbers(_answer);

    [Benchmark(Description = "IGenreClassifier.ClassifyAsync over answers from memory")]
    public GenreClassification Classify() => _classifier.ClassifyAsync(Containers.Audio).GetAwaiter().GetResult();

    [Benchmark(Description = "the same call, answered with an empty object")]
    public GenreClassification ClassifyNothing() => _emptyClassifier.ClassifyAsync(Containers.Audio).GetAwaiter().GetResult();

    [Benchmark(Description = "rival: JsonSerializer to a dictionary")]
    public GenreLabelScore[] Deserialize() =>
        [.. JsonSerializer.Deserialize<Dictionary<string, double>>(_answer)!.Select(label => new GenreLabelScore(label.Key, label.Value))];

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
        var topic = Topic.OfOperations("The model's answer to a GenreClassification");
        var benchmarks = new AnswerBenchmarks();
        benchmarks.Setup();
        var shuffled = new AnswerBenchmarks();
        shuffled.Use(ModelAnswers.Shuffle(benchmarks._answer));
        var costs = Duel.Measure(
            () => benchmarks.Floor(), () => benchmarks.Classify(), () => benchmarks.ClassifyNothing(), () => benchmarks.Deserialize(), () => shuffled.Classify());
        var floor = costs[0];
        var answer = costs[1] - costs[2];
        topic.Add("floor: one `Utf8JsonReader` pass, every number read", floor, floor);
        topic.Add("`ClassifyAsync`, over answers from memory", costs[1], floor);
        topic.Add("`ClassifyAsync`, answered with `{}`", costs[2], floor);
        topic.Add("the difference: what the answer itself costs", answer, floor);
        topic.Add("the difference for an answer in another order", costs[4] - costs[2], floor);
        topic.Add("rival: `JsonSerializer` to a dictionary, then to labels", costs[3], floor);
        topic.Goals.Add(Goal.AtMost("model's answer to GenreClassification, time of the floor", answer.TimesOf(floor), 1.3, "x"));
        topic.Goals.Add(Goal.AtMost("model's answer to GenreClassification, allocated", answer.Bytes, 8_000, "B"));
        benchmarks.Cleanup();
        shuffled.Cleanup();
        return topic;
    }
}
