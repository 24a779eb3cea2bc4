namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Filters a page after it was cut, so that a short page does not mean the end.</summary>
internal sealed class ShortPagesStore : BrokenStore
{
    public override async ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        [
            .. (await Rows.ListAsync(TrackFilter.All, after, take, cancellationToken)).Where(
                track => filter.Matches(track)),
        ];
}
