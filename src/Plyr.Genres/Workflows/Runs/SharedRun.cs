namespace Plyr.Genres;

/// <summary>A run under way, and everybody who waits for it.</summary>
internal sealed class SharedRun(RunRequest request)
{
    private readonly TaskCompletionSource<RunOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isForgotten;

    public RunRequest Request { get; } = request;

    public Task<RunOutcome> Completion => _completion.Task;

    /// <summary>Rule 34: whether the track was told to be forgotten since the run began, so that it must not ask any more, nor store its answer.</summary>
    public bool IsForgotten => _isForgotten;

    public void Forget() => _isForgotten = true;

    public void Succeed(RunOutcome outcome) => _completion.SetResult(outcome);

    public void Fail(Exception exception)
    {
        _completion.SetException(exception);

        // Everybody may have left; what went wrong was logged where it happened.
        _ = _completion.Task.Exception;
    }
}
