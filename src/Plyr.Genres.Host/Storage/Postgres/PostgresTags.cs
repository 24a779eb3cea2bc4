using Npgsql;

namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>
/// The tags that one write gives to a track, over all its tries. Names are kept and compared exactly as they are given.
/// </summary>
internal sealed class PostgresTags(PostgresPool pool, TimeProvider time)
{
    /// <summary>
    /// In the order of the names, to avoid deadlocks. A name that exists uses no number of the sequence.
    /// </summary>
    private const string Create = """
        INSERT INTO tags (name, created_by_did, created_at)
        SELECT n.name, $1, $2 FROM unnest($3::text[]) WITH ORDINALITY AS n (name, place)
        WHERE NOT EXISTS (SELECT 1 FROM tags g WHERE g.name = n.name) ORDER BY n.place
        ON CONFLICT (name) DO NOTHING
        """;

    /// <summary>
    /// A statement of its own, so that it sees what others created while the first one waited for them. A tag that is
    /// deleted in between is a null here, which the primary key refuses; then the whole write is tried again.
    /// </summary>
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
    /// Makes the track's tags exactly these, and remembers which are added. A tag that is new belongs to the track's
    /// artist.
    /// </summary>
    public void Set(
        NpgsqlBatch batch, long trackId, string artistDid, IReadOnlyCollection<string> former,
        IReadOnlyCollection<string> tags)
    {
        var added = tags.Except(former, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        (_artistDid, _added) = (artistDid, added);
        var removed = former.Except(tags, StringComparer.Ordinal).ToArray();
        if (removed.Length > 0)
            batch.Add(Unlink, (int)trackId, removed);
        if (added.Length == 0)
            return;
        batch.Add(Create, artistDid, time.GetUtcNow(), added);
        batch.Add(Link, (int)trackId, added);
    }

    /// <summary>
    /// Makes the names that the last try to come so far wanted, each in a transaction of its own, which has no other
    /// name while it waits for one. So programs that make the same names in another order can't make a circle with it,
    /// and the next try finds them all.
    /// </summary>
    public async Task CreateOneByOneAsync(CancellationToken cancellationToken)
    {
        foreach (var name in _added)
            await pool.ExecuteAsync(Create, [_artistDid, time.GetUtcNow(), new[] { name }], cancellationToken);
    }
}
