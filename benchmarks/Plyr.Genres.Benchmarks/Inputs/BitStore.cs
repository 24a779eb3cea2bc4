namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>Represents a store that keeps one bit per track: whether it was classified.</summary>
/// <param name="count">The number of tracks.</param>
/// <param name="capacity">The number of tracks for which memory is allocated.</param>
internal sealed class BitStore(int count, int capacity) : ITrackExtraStore
{
    private static readonly TrackExtra Classified = TrackExtra.Parse(ExtraDocuments.WithPredictions(10, 0));

    private readonly int[] _bits = new int[(capacity / 32) + 1];

    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default) =>
        new(id.TryGetInt64(out var number) && number >= 0 && number < count ? Read((int)number) : null);

    public ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        if (!id.TryGetInt64(out var number) || decide(Read((int)number)) is not { } change)
            return new(false);
        if (change.Extra.ContainsKey(TrackExtraKeys.Predictions))
            Interlocked.Or(ref _bits[number / 32], 1 << (int)(number % 32));
        return new(true);
    }

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default)
    {
        var start = after is { } last && last.TryGetInt64(out var number) ? (int)number + 1 : 0;
        return new(
            Enumerable.Range(start, count - start)
                .Select(Read)
                .Where(track => filter.Matches(track))
                .Take(take)
                .ToArray());
    }

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default) =>
        new(Enumerable.Range(0, count).LongCount(number => filter.Matches(Read(number))));

    private Track Read(int number) => new()
    {
        Id = number,
        FileId = "a",
        Audio = Containers.Audio,
        Extra = (_bits[number / 32] & (1 << (number % 32))) == 0 ? TrackExtra.Empty : Classified,
    };
}
