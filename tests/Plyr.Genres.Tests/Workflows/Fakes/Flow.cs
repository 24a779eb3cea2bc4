using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// One container as a host builds it, with a model, a clock and a store that the test holds in its hands.
/// </summary>
internal sealed class Flow : IAsyncDisposable
{
    public const string Audio = "https://audio.example/a.mp3?signature=secret";

    public static readonly TrackId Id = 668;

    private readonly ServiceProvider _provider;

    /// <param name="configure">Settings beyond <c>Enabled</c>.</param>
    /// <param name="shared">Another process over the same store: it shares the rows, the clock and the model, and
    /// nothing else.</param>
    /// <param name="store">Makes another store over the rows.</param>
    /// <param name="register">Further registrations.</param>
    public Flow(
        Action<PlyrGenresOptions>? configure = null,
        Flow? shared = null,
        Func<ITrackExtraStore, ITrackExtraStore>? store = null,
        Action<IServiceCollection>? register = null)
    {
        (Rows, Time, Classifier) = shared is null ? (new(), new(), new()) : (
            shared.Rows, shared.Time, shared.Classifier);
        Store = new HookedStore(store?.Invoke(Rows) ?? Rows);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton<IGenreClassifier>(Classifier);
        services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.Replicate.CostPerRun = PlyrGenresDefaults.CostPerRun;
            options.Replicate.CostPerSecond = PlyrGenresDefaults.CostPerSecond;
            configure?.Invoke(options);
        }).UseTrackStore(Store);
        register?.Invoke(services);
        _provider = services.BuildServiceProvider(
            new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        Genres = _provider.GetRequiredService<TrackGenres>();
    }

    public InMemoryTrackExtraStore Rows { get; }

    public HookedStore Store { get; }

    public ManualTimeProvider Time { get; }

    public FakeClassifier Classifier { get; }

    public LogRecorder Logs { get; } = new();

    public TrackGenres Genres { get; }

    public IServiceProvider Services => _provider;

    /// <summary>The track as the store has it now.</summary>
    public Track Track => Find(Id)!;

    /// <summary>The track's whole extra.</summary>
    public string Extra => Rows.GetExtra(Id)!;

    /// <summary>Stored predictions as the original system writes them.</summary>
    public static string Stored(string fileId, params (string Name, double Confidence)[] predictions)
    {
        var list = string.Join(
            ",",
            predictions.Select(
                prediction => FormattableString.Invariant(
                    $$"""{"name":"{{prediction.Name}}","confidence":{{prediction.Confidence}}}""")));
        return $$"""{"genre_predictions":[{{list}}],"genre_predictions_file_id":"{{fileId}}"}""";
    }

    /// <summary>The same document with <c>auto_tag</c>.</summary>
    public static string Wanted(string extra = "{}") =>
        extra == "{}" ? """{"auto_tag":true}""" : $$"""{"auto_tag":true,{{extra[1..]}}""";

    public Track? Find(TrackId id)
    {
        // The in-memory store answers at once.
        var found = Rows.FindAsync(id);
        return found.IsCompletedSuccessfully
            ? found.Result
            : throw new InvalidOperationException("The in-memory store made its caller wait.");
    }

    public void Put(
        string? extra = null, string? fileId = "a", string? audio = Audio, TrackId? id = null, params string[] tags) =>
        Rows.Put(
            new Track { Id = id ?? Id, FileId = fileId, Audio = audio is null ? null : new Uri(audio), Tags = tags },
            extra);

    /// <summary>Replaces the audio and leaves everything else.</summary>
    public void ReplaceAudio(string fileId) => Rows.Put(Track with { FileId = fileId }, Extra);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
