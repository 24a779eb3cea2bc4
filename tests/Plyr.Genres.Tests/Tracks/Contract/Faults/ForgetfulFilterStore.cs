namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Lists what has predictions of an older file, and overlooks that auto-tags are pending.</summary>
internal sealed class ForgetfulFilterStore : BrokenStore
{
    public override async ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default) =>
        [
            .. (await Rows.ListAsync(filter, after, int.MaxValue, cancellationToken))
                .Where(track => filter == TrackFilter.All || !track.Extra.AutoTag)
                .Take(take),
        ];
}
