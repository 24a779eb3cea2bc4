namespace Plyr.Genres.Tests.Support;

/// <summary>Finds out whether a task was collected with an exception that nothing had observed.</summary>
internal sealed class UnobservedExceptions : IDisposable
{
    private volatile bool _isFound;

    public UnobservedExceptions() => TaskScheduler.UnobservedTaskException += Look;

    /// <summary>Gets the exception to look for.</summary>
    public Exception Expected { get; } = new InvalidOperationException("It came too late.");

    /// <summary>Collects the tasks that nothing refers to, and returns whether one had the exception.</summary>
    public async Task<bool> FindAsync()
    {
        // The caller's stack may still refer to the task.
        await Task.Yield();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return _isFound;
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Look;

    private void Look(object? sender, UnobservedTaskExceptionEventArgs args) =>
        _isFound |= args.Exception.InnerExceptions.Contains(Expected);
}
