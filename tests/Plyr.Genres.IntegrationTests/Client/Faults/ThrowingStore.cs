namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>A store of which one call fails: before it did anything, or after it has done everything.</summary>
/// <param name="inner">The store that works.</param>
/// <param name="at">Which call fails, counted from 1.</param>
/// <param name="afterwards">Whether the call has taken effect when it fails.</param>
internal sealed class ThrowingStore(ITrackExtraStore inner, int at, bool afterwards) : ITrackExtraStore
{
    private int _calls;

    public InvalidOperationException Failure { get; } = new("The database went away.");

    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        CallAsync(() => inner.FindAsync(id, cancellationToken));

    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        CallAsync(() => inner.UpdateAsync(id, decide, cancellationToken));

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        CallAsync(() => inner.ListAsync(filter, after, take, cancellationToken));

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        CallAsync(() => inner.CountAsync(filter, cancellationToken));

    private async ValueTask<T> CallAsync<T>(Func<ValueTask<T>> call)
    {
        var fails = Interlocked.Increment(ref _calls) == at;
        if (fails && !afterwards)
            throw Failure;
        var result = await call();
        return fails ? throw Failure : result;
    }
}
