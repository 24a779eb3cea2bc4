namespace Plyr.Genres.Classification;

/// <summary>Waits for tasks of the host, which may ignore their cancellation token.</summary>
internal static class HostTask
{
    /// <summary>Waits for a task. If the token is canceled first, a later result is disposed.</summary>
    public static async Task<T> WaitOrAbandonAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _ = DiscardAsync(task);
            throw;
        }
    }

    private static async Task DiscardAsync<T>(Task<T> task)
    {
        try
        {
            if (await task.ConfigureAwait(false) is IAsyncDisposable result)
                await result.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The caller has left. Nothing else would observe it.
        }
    }
}
