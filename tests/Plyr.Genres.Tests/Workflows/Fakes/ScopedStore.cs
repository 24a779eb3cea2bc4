namespace Plyr.Genres.Tests.Workflows;

/// <summary>How many scoped stores are open.</summary>
internal sealed class OpenStores
{
    private int _now;
    private int _ever;

    public ITrackExtraStore? Rows { get; set; }

    public int Now => Volatile.Read(ref _now);

    public int Ever => Volatile.Read(ref _ever);

    public void Open()
    {
        Interlocked.Increment(ref _now);
        Interlocked.Increment(ref _ever);
    }

    public void Close() => Interlocked.Decrement(ref _now);
}

/// <summary>A store as one over a database context is: scoped, and disposed with its scope.</summary>
internal sealed class ScopedStore : ITrackExtraStore, IAsyncDisposable
{
    private readonly OpenStores _open;

    public ScopedStore(OpenStores open)
    {
        _open = open;
        open.Open();
    }

    private ITrackExtraStore Rows => _open.Rows!;

    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        Rows.FindAsync(id, cancellationToken);

    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        Rows.UpdateAsync(id, decide, cancellationToken);

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        Rows.ListAsync(filter, after, take, cancellationToken);

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        Rows.CountAsync(filter, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _open.Close();
        return ValueTask.CompletedTask;
    }
}
