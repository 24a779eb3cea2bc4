namespace Plyr.Genres.Tests.Workflows;

/// <summary>A model whose runs end when it is disposed, as those of the built-in one do.</summary>
internal sealed class DyingClassifier : IGenreClassifier, IAsyncDisposable
{
    private readonly CancellationTokenSource _disposal = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Listening => _listening.Task;

    public async Task<GenreClassification> ClassifyAsync(
        AudioSource audio, CancellationToken cancellationToken = default)
    {
        _listening.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, _disposal.Token);
        return FakeClassifier.Ambient;
    }

    public async ValueTask DisposeAsync() => await _disposal.CancelAsync();
}
