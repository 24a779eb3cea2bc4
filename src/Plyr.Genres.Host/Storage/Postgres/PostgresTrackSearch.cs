namespace Plyr.Genres.Host.Storage.Postgres;

/// <summary>Lists and counts tracks in PostgreSQL with the keys of <see cref="PostgresListings"/>.</summary>
internal sealed class PostgresTrackSearch(PostgresPool pool, PostgresListings listings, PostgresStoredTracks tracks)
    : ITrackSearch
{
    private const string ByTitle = "left(l.title_key, 100)";

    private const string AllTracks = "tracks t";

    /// <summary>The tracks with their keys and uploads.</summary>
    private const string ListedTracks = $"""
        tracks t JOIN {PostgresSchema.Listings} l ON l.track_id = t.id
            LEFT JOIN {PostgresSchema.Uploads} u ON u.track_id = t.id
        """;

    private const string IsPending = "coalesce(u.classification_due, false)";

    public async Task<TrackQueryResult> ListAsync(TrackQuery query, CancellationToken cancellationToken)
    {
        var summaries = query.Condition is { } condition
            ? (await SummarizeAsync(cancellationToken)).Keys.Where(summary => condition(summary)).ToArray()
            : null;

        // A list by id needs only the table of tracks, and its speed doesn't depend on their number.
        var isById = summaries is null
            && query.Words.Count == 0
            && query.Sort is TrackSort.Oldest or TrackSort.Newest;
        if (summaries is null && !isById)
            await listings.RefreshAsync(cancellationToken);
        var from = isById ? AllTracks : ListedTracks;
        var tags = query.Words.Count == 0
            ? []
            : await pool.ListAsync(
                "SELECT id::bigint, name FROM tags",
                [],
                reader => (Id: reader.GetInt64(0), Key: SearchText.Key(reader.GetString(1))),
                cancellationToken);
        var (where, parameters) = ConditionOf(query, summaries, tags);
        var total = (long)(await pool.ExecuteAsync(
            $"SELECT count(*) FROM {from} WHERE {where}", [.. parameters], cancellationToken))!;
        var places = await ReadPlacesAsync(query, $"{from} WHERE {where}", parameters, cancellationToken);
        var page = await FindAsync([.. places.Take(query.Take).Select(place => place.Id)], cancellationToken);
        return TrackQueryResult.Of(places, query.Take, page, total);
    }

    public async Task<IReadOnlyList<StoredTrack>> FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        await pool.ListAsync(
            $"{PostgresStoredTracks.Select} WHERE t.id = ANY ($1) ORDER BY t.id",
            [ids.ToArray()],
            tracks.Read,
            cancellationToken);

    public async Task<IReadOnlyDictionary<TrackSummary, long>> SummarizeAsync(CancellationToken cancellationToken)
    {
        await listings.RefreshAsync(cancellationToken);
        var counts = await pool.ListAsync(
            $"SELECT l.summary, {IsPending}, count(*) FROM {ListedTracks} GROUP BY 1, 2", [],
            reader => (
                TrackSummary.Parse(reader.GetString(0)) with { IsPending = reader.GetBoolean(1) }, reader.GetInt64(2)),
            cancellationToken);
        return counts.ToDictionary();
    }

    public async Task<IReadOnlyList<TagCount>> CountTagsAsync(CancellationToken cancellationToken) =>
        await pool.ListAsync(
            "SELECT g.name, count(*) FROM tags g JOIN track_tags l ON l.tag_id = g.id GROUP BY g.id, g.name",
            [],
            reader => new TagCount(reader.GetString(0), reader.GetInt64(1)),
            cancellationToken);

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
        {
            conditions.Add(
                $"t.id IN (SELECT track_id FROM track_tags JOIN tags g ON g.id = tag_id WHERE g.name = {Add(tag)})");
        }

        foreach (var word in query.Words)
        {
            var matching = tags.Where(named => named.Key.Contains(word, StringComparison.Ordinal));
            var text = Add(word);
            var ids = Add(matching.Select(named => named.Id).ToArray());
            conditions.Add(
                $"""
                (strpos(l.title_key, {text}) > 0 OR strpos(l.artist_key, {text}) > 0 OR t.id IN (
                    SELECT track_id FROM track_tags WHERE tag_id = ANY ({ids})))
                """);
        }

        return (string.Join(" AND ", conditions), parameters);

        string Add(object value)
        {
            parameters.Add(value);
            return $"${parameters.Count}";
        }
    }

    /// <summary>Returns the positions of the page and, if another page follows, one more.</summary>
    private Task<List<TrackCursor>> ReadPlacesAsync(
        TrackQuery query, string source, List<object> parameters, CancellationToken cancellationToken)
    {
        // "C" has the order of SQLite, and other collations depend on the database.
        var (key, order) = query.Sort switch
        {
            TrackSort.Title => ($"{ByTitle} COLLATE \"C\"", "key, found.id"),
            TrackSort.Artist => ($"(left(l.artist_key, 100) || chr(1) || {ByTitle}) COLLATE \"C\"", "key, found.id"),
            TrackSort.Newest => ("NULL::text", "found.id DESC"),
            _ => ("NULL::text", "found.id"),
        };
        var values = new List<object>(parameters);
        var position = query.After is { } last ? PositionAfter(last) : "true";
        var sql = $"""
            SELECT id::bigint, key FROM (SELECT t.id, {key} AS key FROM {source}) found
            WHERE {position} ORDER BY {order} LIMIT {Add(query.Take + 1)}
            """;
        return pool.ListAsync(
            sql,
            [.. values],
            reader => new TrackCursor(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1)),
            cancellationToken);

        string PositionAfter(TrackCursor last) => query.Sort switch
        {
            TrackSort.Title or TrackSort.Artist => $"(key, id) > ({Add(last.Key!)}, {Add(last.Id)})",
            TrackSort.Newest => $"id < {Add(last.Id)}",
            _ => $"id > {Add(last.Id)}",
        };

        string Add(object value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
    }
}
