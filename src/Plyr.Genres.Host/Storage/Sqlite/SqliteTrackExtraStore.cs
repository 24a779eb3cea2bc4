namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Provides the store of genre tagging in SQLite. Several processes may use the same file.</summary>
internal sealed class SqliteTrackExtraStore(
    SqliteDatabase database, SqliteTrackRows rows, TimeProvider time) : ITrackExtraStore
{
    private const int PageSize = 200;

    public ValueTask<Track?> FindAsync(TrackId id, CancellationToken cancellationToken = default)
    {
        Refuse(id);
        cancellationToken.ThrowIfCancellationRequested();
        if (!id.TryGetInt64(out var number))
            return default;
        return new(rows.Find(database, number)?.Track);
    }

    public async ValueTask<bool> UpdateAsync(
        TrackId id, Func<Track, TrackChange?> decide, CancellationToken cancellationToken = default)
    {
        Refuse(id);
        ArgumentNullException.ThrowIfNull(decide);
        cancellationToken.ThrowIfCancellationRequested();
        if (!id.TryGetInt64(out var number))
            return false;
        return await database.WriteAsync(connection =>
        {
            if (rows.Find(connection, number)?.Track is not { } track || decide(track) is not { } change)
                return false;
            var extra = connection.Scalar(
                "SELECT CAST(extra AS BLOB) FROM tracks WHERE id = $id", ("$id", number)) as byte[];
            connection.Execute(
                "UPDATE tracks SET extra = CAST($extra AS TEXT) WHERE id = $id",
                ("$extra", change.ApplyTo(extra)),
                ("$id", number));
            SqliteTags.Set(connection, number, track.Tags, change.ApplyTo(track.Tags), time.GetUtcNow());
            return true;
        }, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Track>> ListAsync(
        TrackFilter filter, TrackId? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        var tracks = Scan(filter, Position(after), Math.Min(take, PageSize), cancellationToken).Take(take).ToArray();
        return new(tracks);
    }

    public ValueTask<long> CountAsync(TrackFilter filter, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (filter != TrackFilter.All)
            return new(Scan(filter, long.MinValue, PageSize, cancellationToken).LongCount());
        using var connection = database.OpenToRead();
        return new((long)connection.Scalar("SELECT count(*) FROM tracks")!);
    }

    /// <summary>
    /// Filters in C#, because SQLite's JSON functions fail for documents that the library treats as empty, and compare
    /// case differently. A wrong result would cause paid runs.
    /// </summary>
    private IEnumerable<Track> Scan(TrackFilter filter, long after, int pageSize, CancellationToken cancellationToken)
    {
        using var connection = database.OpenToRead();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = rows.List(connection, after, pageSize);
            foreach (var stored in page)
            {
                if (filter.Matches(stored.Track))
                    yield return stored.Track;
            }

            if (page.Count < pageSize)
                yield break;
            after = page[^1].Id;
        }
    }

    /// <summary>Returns the id to continue after. Text ids are ordered after all numbers, so none follows.</summary>
    private static long Position(TrackId? after) => after switch
    {
        null => long.MinValue,
        { } id when id.TryGetInt64(out var number) => number,
        _ => long.MaxValue,
    };

    private static void Refuse(TrackId id)
    {
        if (id.IsDefault)
            throw new ArgumentException("The track id is the default value, which names no track.", nameof(id));
    }
}
