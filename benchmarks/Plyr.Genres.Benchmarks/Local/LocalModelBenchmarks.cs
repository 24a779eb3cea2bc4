using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Local.Decoding;
using Plyr.Genres.Local.FrontEnd;
using Plyr.Genres.Local.Model;

namespace Plyr.Genres.Benchmarks.Local;

/// <summary>Measures the classification of a track of three minutes in this process, and its steps.</summary>
[MemoryDiagnoser]
public class LocalModelBenchmarks
{
    /// <summary>The number of patches in three minutes.</summary>
    private const int Patches = 87;

    private readonly float[] _block = new float[GenreModel.BatchSize * PatchReader.Length];
    private readonly double[] _sums = new double[GenreLabels.All.Count];
    private LocalInputs _inputs = null!;
    private ServiceProvider _services = null!;
    private IGenreClassifier _classifier = null!;
    private GenreModel _model = null!;
    private string _path = null!;

    [GlobalSetup]
    public void Setup()
    {
        _inputs = LocalInputs.Create();
        _path = _inputs.Write(TimeSpan.FromMinutes(3));
        _model = GenreModel.Load(_inputs.ModelPath);
        _services = LocalInputs.Open(_inputs.ModelPath);
        _classifier = _services.GetRequiredService<IGenreClassifier>();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _services.Dispose();
        _model.Dispose();
        _inputs.Dispose();
    }

    [Benchmark(Description = "floor: read the WAV file")]
    public void Decode()
    {
        using var audio = Open();
        while (audio.Samples.Read(_block) > 0)
        {
        }
    }

    [Benchmark(Description = "mix and resample")]
    public void Resample()
    {
        using var audio = Open();
        var resampler = new LinearResampler(audio.Samples);
        while (resampler.Read(_block) > 0)
        {
        }
    }

    [Benchmark(Description = "log-mel patches")]
    public void ReadPatches()
    {
        using var audio = Open();
        var patches = new PatchReader(new LinearResampler(audio.Samples));
        while (patches.Read(_block) > 0)
        {
        }
    }

    [Benchmark(Description = "floor: run the model on ready patches")]
    public void Infer()
    {
        for (var left = Patches; left > 0; left -= GenreModel.BatchSize)
        {
            var count = Math.Min(left, GenreModel.BatchSize);
            _model.AddActivations(_block.AsMemory(0, count * PatchReader.Length), _sums);
        }
    }

    [Benchmark(Baseline = true, Description = "ClassifyAsync")]
    public GenreClassification Classify() =>
        _classifier.ClassifyAsync(AudioSource.FromFile(_path)).GetAwaiter().GetResult();

    private DecodedAudio Open() => DecodedAudio.Open(_path, "ffmpeg", CancellationToken.None);
}
