using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Plyr.Genres.Benchmarks.Inputs;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks.InProcess;

/// <summary>Measures reading and changing <c>extra</c> with ten predictions and 4 kB of other programs' keys.</summary>
[MemoryDiagnoser]
public class ExtraBenchmarks
{
    private readonly byte[] _extra = ExtraDocuments.WithPredictions(10, 4096);
    private readonly TrackChange _change = new()
    {
        Extra = new Dictionary<string, string?>
        {
            [TrackExtraKeys.Predictions] =
                """[{"name":"rock","confidence":0.71},{"name":"post rock","confidence":0.69}]""",
            [TrackExtraKeys.PredictionsFileId] = "\"b\"",
            [TrackExtraKeys.PredictionsModel] = "\"1532dd069fb4\"",
            [TrackExtraKeys.Failure] = null,
            [TrackExtraKeys.Claim] = null,
        },
    };

    /// <summary>The least work, because reading one key needs a pass over the whole document.</summary>
    [Benchmark(Baseline = true, Description = "floor: one reader pass")]
    public int Floor()
    {
        var tokens = 0;
        var reader = new Utf8JsonReader(_extra);
        while (reader.Read())
            tokens++;
        return tokens;
    }

    [Benchmark(Description = "TrackExtra.Parse")]
    public TrackExtra Parse() => TrackExtra.Parse(_extra);

    [Benchmark(Description = "TrackChange.ApplyTo")]
    public byte[] Apply() => _change.ApplyTo(_extra);

    [Benchmark(Description = "alternative: JsonDocument")]
    public int Document()
    {
        using var document = JsonDocument.Parse(_extra);
        return document.RootElement.GetProperty(TrackExtraKeys.Predictions).GetArrayLength();
    }

    internal static Topic Measure()
    {
        var topic = Topic.OfOperations("`track.extra` with ten predictions among 4 kB of foreign keys");
        var benchmarks = new ExtraBenchmarks();
        var costs = Duel.Measure(
            () => benchmarks.Floor(), () => benchmarks.Parse(), () => benchmarks.Apply(), () => benchmarks.Document());
        topic.Add("floor: one `Utf8JsonReader` pass", costs[0], costs[0]);
        topic.Add("`TrackExtra.Parse`", costs[1], costs[0]);
        topic.Add("`TrackChange.ApplyTo`", costs[2], costs[0]);
        topic.Add("alternative: `JsonDocument`, predictions counted", costs[3], costs[0]);
        return topic;
    }
}
