using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plyr.Genres.Classification;

namespace Plyr.Genres;

/// <summary>Classifies with effnet-discogs, run by Replicate or by a Cog server of the host's own.</summary>
internal sealed class ReplicateGenreClassifier : IPaidClassifier, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan DisposalPatience = TimeSpan.FromSeconds(5);

    private readonly IHttpClientFactory _clients;
    private readonly IOptionsMonitor<PlyrGenresOptions> _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<ReplicateGenreClassifier> _logger;
    private readonly CancellationTokenSource _disposal = new();

    // From the request until nothing is left to cancel, whether or not somebody still waits.
    private readonly ConcurrentDictionary<TaskCompletionSource, bool> _running = new();

    public ReplicateGenreClassifier(
        IHttpClientFactory clients, IOptionsMonitor<PlyrGenresOptions> settings, TimeProvider time, ILogger<ReplicateGenreClassifier> logger)
    {
        (_clients, _settings, _time, _logger) = (clients, settings, time, logger);

        // Settings that can't be used fail here, not at the first track.
        _ = settings.CurrentValue;
    }

    public string Model => _settings.CurrentValue.Replicate.ModelVersion;

    public Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default) =>
        ClassifyAsync(audio, _ => Task.CompletedTask, cancellationToken);

    public async Task<GenreClassification> ClassifyAsync(
        AudioSource audio, Func<CancellationToken, Task> beforeRun, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var audioUrl = audio.Url ?? await AudioReference.ReadAsync(audio, cancellationToken).ConfigureAwait(false);
        AudioReference.ThrowIfUnusable(audioUrl);
        cancellationToken.ThrowIfCancellationRequested();
        var options = _settings.CurrentValue;
        await beforeRun(cancellationToken).ConfigureAwait(false);
        using var timeout = new CancellationTokenSource(options.Timeout, _time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, _disposal.Token);
        var run = new ReplicateRun(_clients.CreateClient(PlyrGenresDefaults.HttpClientName), options, () => _settings.CurrentValue.Replicate.Token, _time, _logger);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running.TryAdd(over, true);
        try
        {
            return await run.ExecuteAsync(audioUrl, giveUp.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _disposal.Token.ThrowIfCancellationRequested();
            throw run.TimedOut;
        }
        finally
        {
            var reason = cancellationToken.IsCancellationRequested ? "the caller gave up" : _disposal.IsCancellationRequested ? "the container was disposed" : "it gave no answer";
            _ = FinishAsync(run, reason, over);
        }
    }

    public void Dispose()
    {
        if (!_disposal.IsCancellationRequested)
            _disposal.Cancel();
    }

    /// <summary>Ends what is running, and leaves the cancels some seconds to arrive.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        var rest = Task.WhenAll(_running.Keys.Select(over => over.Task));
        await Task.WhenAny(rest, Task.Delay(DisposalPatience, _time, CancellationToken.None)).ConfigureAwait(false);
    }

    private async Task FinishAsync(ReplicateRun run, string reason, TaskCompletionSource over)
    {
        try
        {
            using (run)
                await run.AbandonAsync(reason).ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove(over, out _);
            over.SetResult();
        }
    }
}
