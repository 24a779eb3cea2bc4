namespace Plyr.Genres.Tests.Tracks.Contract.Faults;

/// <summary>Remembers how many rows were shown, and skips as many rows of a list that has changed since.</summary>
internal sealed class OffsetPagesStore : BrokenStore
{
    private readonly Dictionary<TrackId, int> _shown = [];

    public override async ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default)
    {
        var skip = after is { } last ? _shown.GetValueOrDefault(last) : 0;
        var rows = await Rows.ListAsync(filter, null, int.MaxValue, cancellationToken);
        for (var i = 0; i < rows.Count; i++)
            _shown[rows[i].Id] = i + 1;
        return [.. rows.Skip(skip).Take(take)];
    }
}
