namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Removes tags that were not named, because their case differs.</summary>
internal sealed class CaseBlindRemovalStore : BrokenStore
{
    public override async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default) =>
        await Rows.UpdateAsync(id, track => decide(track) is { } change
            ? change with
            {
                RemoveTags = [.. track.Tags.Intersect(change.RemoveTags, StringComparer.OrdinalIgnoreCase)],
            }
            : null, cancellationToken);
}
