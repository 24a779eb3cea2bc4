namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Writes the document back although the decision was to change nothing.</summary>
internal sealed class WritingRefusalStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        await Rows.UpdateAsync(id, track => decide(track) ?? new TrackChange(), cancellationToken);
}
