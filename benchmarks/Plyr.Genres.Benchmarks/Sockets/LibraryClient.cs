using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>Represents a client with the package, logging and metrics, which calls a simulator over sockets.</summary>
internal sealed class LibraryClient : IDisposable
{
    /// <summary>The number of tracks that <see cref="ClassifyTrackAsync"/> classifies in turn.</summary>
    public const int Tracks = 64;

    private readonly InMemoryTrackExtraStore _store = new();
    private readonly ServiceProvider _services;
    private readonly MetricsListener _metrics = new();
    private readonly IGenreClassifier _classifier;
    private readonly GenreLabelNormalizer _normalizer;
    private readonly Uri _audio;
    private readonly TrackGenres _genres;
    private long _next;

    public LibraryClient(SimulatorProcess simulator)
        : this(simulator.BaseAddress, simulator.Audio)
    {
    }

    public LibraryClient(Uri baseAddress, Uri audio)
    {
        _audio = audio;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new FormattingLoggers()));
        services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.Replicate.ApiToken = SimulatorProcess.Token;
            options.Replicate.BaseAddress = baseAddress;
            options.Replicate.AllowedOutputHosts.Add(audio.Authority);
            options.Replicate.Simulated = true;
        }).UseTrackStore(_store);
        _services = services.BuildServiceProvider();
        _classifier = _services.GetRequiredService<IGenreClassifier>();
        _normalizer = _services.GetRequiredService<GenreLabelNormalizer>();
        _genres = _services.GetRequiredService<TrackGenres>();
    }

    public GenreBackfill Backfill => _services.GetRequiredService<GenreBackfill>();

    /// <summary>Replaces tracks with unclassified ones.</summary>
    public void PutUnclassified(Uri audio, int count)
    {
        for (var id = 0; id < count; id++)
            _store.Put(new Track { Id = id, FileId = "a", Audio = audio });
    }

    /// <summary>Classifies audio and normalizes the answer.</summary>
    public async Task<int> ClassifyAsync()
    {
        var predictions = _normalizer.Normalize((await _classifier.ClassifyAsync(_audio)).Labels);
        return predictions.Count == GenreLabelNormalizer.DefaultTopN
            ? predictions.Count
            : throw new InvalidOperationException("The answer has not ten predictions.");
    }

    /// <summary>Classifies a track and stores the result, as after an upload.</summary>
    public async Task<int> ClassifyTrackAsync()
    {
        var classified = await _genres.ClassifyAsync(Interlocked.Increment(ref _next) % Tracks, force: true);
        return classified.Predictions.Count > 0
            ? classified.Predictions.Count
            : throw new InvalidOperationException(
                $"The track was not classified: {classified.Status}, {classified.Failure}.");
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _services.Dispose();
    }
}
