using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plyr.Genres.Classification;

namespace Plyr.Genres.Replicate;

/// <summary>Classifies with effnet-discogs, run by Replicate or by a Cog server.</summary>
internal sealed class ReplicateGenreClassifier : IPaidClassifier, IAsyncDisposable, IDisposable
{
    private const int MaxDataUriLength = 256 * 1024;

    private static readonly TimeSpan DisposalPatience = TimeSpan.FromSeconds(5);

    private readonly IHttpClientFactory _clients;
    private readonly IOptionsMonitor<PlyrGenresOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ReplicateGenreClassifier> _logger;
    private readonly CancellationTokenSource _disposal = new();

    // Each ends when nothing is left to cancel or to delete, whether or not a caller still waits.
    private readonly ConcurrentDictionary<TaskCompletionSource, bool> _running = new();

    public ReplicateGenreClassifier(
        IHttpClientFactory clients,
        IOptionsMonitor<PlyrGenresOptions> options,
        TimeProvider time,
        ILogger<ReplicateGenreClassifier> logger)
    {
        _clients = clients;
        _options = options;
        _time = time;
        _logger = logger;

        // Invalid options fail here, not at the first track.
        _ = options.CurrentValue;
    }

    public string Model => _options.CurrentValue.Replicate is { Simulated: false } options
        ? options.ModelVersion
        : TrackExtra.SimulatedModel;

    public Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default) =>
        ClassifyAsync(audio, _ => Task.CompletedTask, cancellationToken);

    public async Task<GenreClassification> ClassifyAsync(
        AudioSource audio, Func<CancellationToken, Task> beforeRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ThrowIfInvalid(audio.Url, nameof(audio));
        cancellationToken.ThrowIfCancellationRequested();
        using var anyEnd = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposal.Token);
        var run = new ReplicateRun(
            _clients.CreateClient(PlyrGenresDefaults.HttpClientName),
            audio,
            _options.CurrentValue,
            () => _options.CurrentValue.Replicate.Token,
            _time,
            _logger);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running.TryAdd(end, true);
        try
        {
            return await run.ExecuteAsync(beforeRun, anyEnd.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (anyEnd.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _disposal.Token.ThrowIfCancellationRequested();
            throw;
        }
        finally
        {
            var reason = (cancellationToken.IsCancellationRequested, _disposal.IsCancellationRequested) switch
            {
                (true, _) => "the caller canceled the call",
                (false, true) => "the container was disposed",
                (false, false) => "there was no answer",
            };
            _ = EndAsync(run, reason, end);
        }
    }

    public void Dispose() => _disposal.Cancel();

    /// <summary>Cancels what is running, and allows the requests that cancel and delete some seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        var rest = Task.WhenAll(_running.Keys.Select(end => end.Task));
        await Task.WhenAny(rest, Task.Delay(DisposalPatience, _time, CancellationToken.None)).ConfigureAwait(false);
    }

    private static void ThrowIfInvalid(Uri? url, string parameter)
    {
        if (url is null)
            return;
        if (!url.IsAbsoluteUri || url.Scheme is not ("https" or "http" or "data"))
            throw new ArgumentException("The audio URL must be an absolute http(s) URL or a data URI.", parameter);
        if (!NetworkAddress.TryGetHost(url, out _))
        {
            throw new ArgumentException(
                "The host of the audio URL is not a valid domain name. Check the URL.", parameter);
        }

        if (url.Scheme == "data" && url.OriginalString.Length > MaxDataUriLength)
        {
            throw new ArgumentException(
                $"The audio's data URI has {url.OriginalString.Length} characters, but at most {MaxDataUriLength} are "
                + "allowed. Use an http(s) URL, a file or a stream.",
                parameter);
        }
    }

    private async Task EndAsync(ReplicateRun run, string reason, TaskCompletionSource end)
    {
        try
        {
            using (run)
                await run.EndAsync(reason).ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove(end, out _);
            end.SetResult();
        }
    }
}
