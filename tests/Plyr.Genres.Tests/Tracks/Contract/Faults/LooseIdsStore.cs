namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Takes the text of a number for the number.</summary>
internal sealed class LooseIdsStore : BrokenStore
{
    public override ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        Rows.FindAsync(long.TryParse(id.ToString(), out var number) ? number : id, cancellationToken);
}
