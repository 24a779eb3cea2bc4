namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Finds tracks in PostgreSQL by what <see cref="PostgresListings"/> keeps of them.</summary>
internal sealed class PostgresTrackSearch(PostgresPool pool, PostgresListings listings, PostgresStoredTracks tracks)
    : ITrackSearch
{
    private const string ByTitle = "left(l.title_key, 100)";

    /// <summary>What is known of a track without its document; a condition follows.</summary>
    private const string Tracks = $"""
        tracks t JOIN {PostgresSchema.Listings} l ON l.track_id = t.id
            LEFT JOIN {PostgresSchema.Uploads} u ON u.track_id = t.id
        """;

    private const string IsPending = "coalesce(u.classification_due, false)";

    public async Task<TrackQueryResult> ListAsync(TrackQuery query, CancellationToken cancellationToken)
    {
        var summaries = query.Condition is { } condition
            ? (await SummarizeAsync(cancellationToken)).Keys.Where(summary => condition(summary)).ToArray()
            : null;
        if (summaries is null)
            await listings.RefreshAsync(cancellationToken);
        var tags = query.Words.Count == 0
            ? []
            : await pool.ListAsync(
                "SELECT id::bigint, name FROM tags", [],
                reader => (Id: reader.GetInt64(0), Key: SearchText.Key(reader.GetString(1))), cancellationToken);
        var (where, parameters) = ConditionOf(query, summaries, tags);
        var total = (long)(await pool.ExecuteAsync(
            $"SELECT count(*) FROM {Tracks} WHERE {where}", [.. parameters], cancellationToken))!;
        var places = await ReadPlacesAsync(query, where, parameters, cancellationToken);
        var page = await FindAsync([.. places.Take(query.Take).Select(place => place.Id)], cancellationToken);
        return TrackQueryResult.Of(places, query.Take, page, total);
    }

    public async Task<IReadOnlyList<StoredTrack>> FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        await pool.ListAsync(
            $"{PostgresStoredTracks.Select} WHERE t.id = ANY ($1) ORDER BY t.id", [ids.ToArray()], tracks.Read,
            cancellationToken);

    public async Task<IReadOnlyDictionary<TrackSummary, long>> SummarizeAsync(CancellationToken cancellationToken)
    {
        await listings.RefreshAsync(cancellationToken);
        var counts = await pool.ListAsync(
            $"SELECT l.summary, {IsPending}, count(*) FROM {Tracks} GROUP BY 1, 2", [],
            reader => (
                TrackSummary.Parse(reader.GetString(0)) with { IsPending = reader.GetBoolean(1) }, reader.GetInt64(2)),
            cancellationToken);
        return counts.ToDictionary();
    }

    public async Task<IReadOnlyList<TagCount>> CountTagsAsync(CancellationToken cancellationToken) =>
        await pool.ListAsync(
            "SELECT g.name, count(*) FROM tags g JOIN track_tags l ON l.tag_id = g.id GROUP BY g.id, g.name", [],
            reader => new TagCount(reader.GetString(0), reader.GetInt64(1)), cancellationToken);

    private static (string Where, List<object> Parameters) ConditionOf(
        TrackQuery query, TrackSummary[]? summaries, List<(long Id, string Key)> tags)
    {
        var conditions = new List<string> { "true" };
        var parameters = new List<object>();
        if (summaries is not null)
        {
            var texts = Add(summaries.Select(summary => (summary with { IsPending = false }).ToText()).ToArray());
            var pending = Add(summaries.Select(summary => summary.IsPending).ToArray());
            conditions.Add(
                $"(l.summary, {IsPending}) IN (SELECT * FROM unnest({texts}::text[], {pending}::boolean[]))");
        }

        if (query.Tag is { } tag)
            conditions.Add(
                "t.id IN (SELECT track_id FROM track_tags JOIN tags g ON g.id = tag_id WHERE g.name = "
                + $"{Add(tag)})");
        foreach (var word in query.Words)
        {
            var matching = tags.Where(named => named.Key.Contains(word, StringComparison.Ordinal));
            var text = Add(word);
            conditions.Add(
                $"""
                (strpos(l.title_key, {text}) > 0 OR strpos(l.artist_key, {text}) > 0 OR t.id IN (
                    SELECT track_id FROM track_tags WHERE tag_id = ANY ({Add(matching.Select(named => named.Id)
                    .ToArray())})))
                """);
        }

        return (string.Join(" AND ", conditions), parameters);

        string Add(object value)
        {
            parameters.Add(value);
            return $"${parameters.Count}";
        }
    }

    /// <summary>The places of the page, and the one after it.</summary>
    private Task<List<TrackCursor>> ReadPlacesAsync(
        TrackQuery query, string where, List<object> parameters, CancellationToken cancellationToken)
    {
        var (take, id, key) =
            ($"${parameters.Count + 1}", $"${parameters.Count + 2}", $"${parameters.Count + 3}");
        // Named collations depend on the database; "C" orders as SQLite does.
        var (sorted, order, after) = query.Sort switch
        {
            TrackSort.Title => ($"{ByTitle} COLLATE \"C\"", "key, id", $"(key, id) > ({key}, {id})"),
            TrackSort.Artist => (
                $"(left(l.artist_key, 100) || chr(1) || {ByTitle}) COLLATE \"C\"", "key, id",
                $"(key, id) > ({key}, {id})"),
            TrackSort.Newest => ("NULL::text", "id DESC", $"id < {id}"),
            _ => ("NULL::text", "id", $"id > {id}"),
        };
        var sql = $"""
            SELECT id, key FROM (SELECT t.id::bigint AS id, {sorted} AS key FROM {Tracks} WHERE {where}) found
            WHERE ({id}::bigint IS NULL AND {key}::text IS NULL) OR {after} ORDER BY {order} LIMIT {take}
            """;
        object[] place =
            [query.Take + 1, query.After?.Id ?? (object)DBNull.Value, query.After?.Key ?? (object)DBNull.Value];
        return pool.ListAsync(
            sql, [.. parameters, .. place],
            reader => new TrackCursor(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1)),
            cancellationToken);
    }
}
