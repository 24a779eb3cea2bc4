namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Goes on when it is cancelled.</summary>
internal sealed class DeafStore : BrokenStore
{
    public override ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        Rows.FindAsync(id, CancellationToken.None);

    public override ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        Rows.UpdateAsync(id, decide, CancellationToken.None);
}
