namespace Plyr.Genres.Tests.Workflows;

/// <summary>A run that listens until the test lets it answer.</summary>
internal sealed class ModelGate
{
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<GenreClassification> _answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the model is asked.</summary>
    public Task Listening => _listening.Task;

    /// <summary>Completes when the run is given up.</summary>
    public Task Cancelled => _cancelled.Task;

    public void Answer(GenreClassification? classification = null) =>
        _answer.SetResult(classification ?? FakeClassifier.Ambient);

    public void Fail(GenreClassificationFailure failure) =>
        _answer.SetException(new GenreClassificationException(failure, "It failed; try again."));

    public Task<GenreClassification> PassAsync(CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => _cancelled.TrySetResult());
        _listening.TrySetResult();
        return _answer.Task.WaitAsync(cancellationToken);
    }
}
