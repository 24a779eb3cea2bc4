using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Plyr.Genres.Host.Storage.Sqlite;

/// <summary>Lists and counts tracks in SQLite by the keys and summaries of <see cref="SqliteSummaries"/>.</summary>
internal sealed class SqliteTrackSearch(SqliteDatabase database, SqliteTrackRows rows) : ITrackSearch
{
    private const string ByTitle = "substr(title_key, 1, 100)";

    public async Task<TrackQueryResult> ListAsync(TrackQuery query, CancellationToken cancellationToken)
    {
        var counts = await SummarizeAsync(cancellationToken);
        using var connection = database.OpenToRead();
        using var transaction = connection.BeginTransaction(deferred: true);
        var (condition, parameters) = ConditionOf(connection, query, counts.Keys);
        var total = (long)connection.Scalar($"SELECT count(*) FROM tracks WHERE {condition}", [.. parameters])!;
        var places = ReadPlaces(connection, query, condition, parameters);
        var page = rows.Find(connection, places.Take(query.Take).Select(place => place.Id));
        return TrackQueryResult.Of(places, query.Take, page, total);
    }

    public Task<IReadOnlyList<StoredTrack>> FindAsync(
        IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = database.OpenToRead();
        return Task.FromResult<IReadOnlyList<StoredTrack>>(rows.Find(connection, ids));
    }

    public async Task<IReadOnlyDictionary<TrackSummary, long>> SummarizeAsync(CancellationToken cancellationToken)
    {
        // Another program has changed rows without a summary. Each write fills in some of them.
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using (var connection = database.OpenToRead())
            {
                if (SqliteSummaries.Read(connection) is { } counts)
                    return counts;
            }

            await database.WriteAsync(_ => true, cancellationToken);
        }
    }

    public Task<IReadOnlyList<TagCount>> CountTagsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = database.OpenToRead();
        using var command = connection.Command(
            "SELECT name, count(*) FROM tags JOIN track_tags ON tag_id = tags.id GROUP BY tags.id");
        using var reader = command.ExecuteReader();
        var counts = new List<TagCount>();
        while (reader.Read())
            counts.Add(new TagCount(reader.GetString(0), reader.GetInt64(1)));
        return Task.FromResult<IReadOnlyList<TagCount>>(counts);
    }

    private static (string Condition, List<(string Name, object? Value)> Parameters) ConditionOf(
        SqliteConnection connection, TrackQuery query, IEnumerable<TrackSummary> summaries)
    {
        var conditions = new List<string> { "true" };
        var parameters = new List<(string Name, object? Value)>();
        if (query.Condition is { } condition)
        {
            conditions.Add("summary IN (SELECT value FROM json_each($summaries))");
            var matching = summaries.Where(summary => condition(summary)).Select(summary => summary.ToText());
            parameters.Add(("$summaries", JsonSerializer.Serialize(matching)));
        }

        if (query.Tag is { } tag)
        {
            conditions.Add(
                "id IN (SELECT track_id FROM track_tags JOIN tags ON tags.id = tag_id WHERE tags.name = $tag)");
            parameters.Add(("$tag", tag));
        }

        var tags = query.Words.Count > 0 ? ReadTags(connection) : [];
        for (var i = 0; i < query.Words.Count; i++)
        {
            var word = query.Words[i];
            conditions.Add(
                $"""
                (instr(title_key, $word{i}) OR instr(artist_key, $word{i}) OR id IN (
                    SELECT track_id FROM track_tags WHERE tag_id IN (SELECT value FROM json_each($tags{i}))))
                """);
            parameters.Add(($"$word{i}", word));
            var matching = tags.Where(named => named.Key.Contains(word, StringComparison.Ordinal));
            parameters.Add(($"$tags{i}", JsonSerializer.Serialize(matching.Select(named => named.Id))));
        }

        return (string.Join(" AND ", conditions), parameters);
    }

    private static List<(long Id, string Key)> ReadTags(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT id, name FROM tags");
        using var reader = command.ExecuteReader();
        var tags = new List<(long, string)>();
        while (reader.Read())
            tags.Add((reader.GetInt64(0), SearchText.Key(reader.GetString(1))));
        return tags;
    }

    /// <summary>Returns the positions of the page and, if another page follows, one more.</summary>
    private static List<TrackCursor> ReadPlaces(
        SqliteConnection connection, TrackQuery query, string condition, List<(string Name, object? Value)> parameters)
    {
        var (key, order, after) = query.Sort switch
        {
            TrackSort.Title => (ByTitle, "key, id", "(key, id) > ($key, $id)"),
            TrackSort.Artist => (
                $"substr(artist_key, 1, 100) || char(1) || {ByTitle}", "key, id", "(key, id) > ($key, $id)"),
            TrackSort.Newest => ("NULL", "id DESC", "id < $id"),
            _ => ("NULL", "id", "id > $id"),
        };
        var position = query.After is null ? "true" : after;
        using var command = connection.Command(
            $"""
            SELECT id, key FROM (SELECT id, {key} AS key FROM tracks WHERE {condition}) WHERE {position}
            ORDER BY {order} LIMIT $take
            """,
            [.. parameters, ("$take", query.Take + 1), ("$id", query.After?.Id), ("$key", query.After?.Key)]);
        using var reader = command.ExecuteReader();
        var places = new List<TrackCursor>();
        while (reader.Read())
            places.Add(new TrackCursor(reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1)));
        return places;
    }
}
