namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>A right store into which one fault is planted, to see that the contract notices it.</summary>
internal abstract class BrokenStore : ITrackExtraStore
{
    public InMemoryTrackExtraStore Rows { get; } = new();

    public virtual ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        Rows.FindAsync(id, cancellationToken);

    public virtual ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        Rows.UpdateAsync(id, decide, cancellationToken);

    public virtual ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        Rows.ListAsync(filter, after, take, cancellationToken);

    public virtual ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        Rows.CountAsync(filter, cancellationToken);

    /// <summary>
    /// Writes a row in a wrong way, in place of what a decision asks for. Null from <paramref name="write"/> writes
    /// nothing.
    /// </summary>
    protected async ValueTask<bool> WriteAsync(
        TrackId id, Func<Track, (Track Track, string Extra)?> write, CancellationToken cancellationToken)
    {
        var written = false;
        await Rows.UpdateAsync(
            id,
            track =>
            {
                if (write(track) is { } row)
                {
                    Rows.Put(row.Track, row.Extra);
                    written = true;
                }

                return null;
            },
            cancellationToken);
        return written;
    }
}
