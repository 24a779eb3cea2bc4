using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>
/// Sets the tags of a track in one write with its retries. Names are stored and compared without normalization.
/// </summary>
internal sealed class PostgresTags(PostgresPool pool, TimeProvider time)
{
    // In the order of the names, to avoid deadlocks. An existing name consumes no number of the sequence.
    private const string Create = """
        INSERT INTO tags (name, created_by_did, created_at)
        SELECT n.name, $1, $2 FROM unnest($3::text[]) WITH ORDINALITY AS n (name, place)
        WHERE NOT EXISTS (SELECT 1 FROM tags g WHERE g.name = n.name) ORDER BY n.place
        ON CONFLICT (name) DO NOTHING
        """;

    // A separate statement, so that it sees the tags that other transactions created while the first one waited. A tag
    // that was deleted in between is null here, which the primary key rejects, and the write is retried.
    private const string Link = """
        INSERT INTO track_tags (track_id, tag_id)
        SELECT $1, (SELECT id FROM tags g WHERE g.name = n.name) FROM unnest($2::text[]) AS n (name)
        ON CONFLICT DO NOTHING
        """;

    private const string Unlink =
        "DELETE FROM track_tags WHERE track_id = $1 AND tag_id IN (SELECT id FROM tags WHERE name = ANY ($2::text[]))";

    private string _artistDid = "";
    private string[] _added = [];

    /// <summary>
    /// Adds the statements that set the tags of a track. New tags belong to the track's artist.
    /// </summary>
    public void Set(
        NpgsqlBatch batch,
        long trackId,
        string artistDid,
        IReadOnlyCollection<string> former,
        IReadOnlyCollection<string> tags)
    {
        _artistDid = artistDid;
        _added = tags.Except(former, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var removed = former.Except(tags, StringComparer.Ordinal).ToArray();
        if (removed.Length > 0)
            batch.Add(Unlink, (int)trackId, removed);
        if (_added.Length == 0)
            return;
        batch.Add(Create, artistDid, time.GetUtcNow(), _added);
        batch.Add(Link, (int)trackId, _added);
    }

    /// <summary>Sets the tags of a track.</summary>
    public async Task SetAsync(
        NpgsqlConnection connection,
        long trackId,
        string artistDid,
        IReadOnlyCollection<string> former,
        IReadOnlyCollection<string> tags,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Set(batch, trackId, artistDid, former, tags);
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Creates the tags of the last attempt, each in a separate transaction. A transaction that waits for one tag holds
    /// no other, so it can't deadlock with programs that create tags in another order.
    /// </summary>
    public async Task CreateOneByOneAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _added)
            await pool.ExecuteAsync(Create, [_artistDid, time.GetUtcNow(), new[] { name }], cancellationToken);
    }
}
