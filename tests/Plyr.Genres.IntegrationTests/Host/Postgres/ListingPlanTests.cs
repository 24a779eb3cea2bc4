using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Npgsql;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>What needs classification is found through its index, however many tracks need none.</summary>
[TestFixture]
internal sealed class ListingPlanTests
{
    [Test]
    public Task A_page_of_what_needs_classification_reads_the_index_and_only_its_own_rows() =>
        AssertPlanAsync(tracks: 20_000);

    internal static async Task AssertPlanAsync(int tracks)
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await PlyrFmTables.CreateAsync(database);
        await FillAsync(database, tracks);
        await database.ExecuteAsync(PostgresFilter.CreateIndex(concurrently: false));
        await database.ExecuteAsync("VACUUM ANALYZE");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var store = new PostgresTrackExtraStore(
            new PostgresPool(source),
            new PostgresTrackRows(new NoHostedAudio(), NullLogger<PostgresTrackRows>.Instance),
            TimeProvider.System);

        var plan = string.Join(
            '\n',
            await database.ColumnAsync<string>(
                $"EXPLAIN (ANALYZE, BUFFERS) {PostgresTrackExtraStore.PageOf(TrackFilter.NeedsClassification)}",
                (long)(tracks / 2),
                200));
        TestContext.Out.WriteLine(plan);

        Assert.That(
            plan,
            Does.Contain($"Index Scan using {PostgresFilter.IndexName} on tracks").And.Not
                .Contain("Seq Scan on tracks").And.Not
                .Contain("Rows Removed by Filter"));
        Assert.That(await store.CountAsync(TrackFilter.NeedsClassification), Is.EqualTo(tracks / 100));
        Assert.That(await store.CountAsync(TrackFilter.All), Is.EqualTo(tracks));
    }

    /// <summary>Of a hundred tracks one needs classification.</summary>
    private static async Task FillAsync(PostgresDatabase database, int tracks) => await database.ExecuteAsync(
        """
        INSERT INTO tracks (title, artist_did, file_id, file_type, r2_url, play_count, features, extra, visibility, created_at)
        SELECT 'Track ' || n, 'did:plc:an-artist', 'file-' || n, 'mp3', 'https://cdn.example/' || n || '.mp3', 0, '[]',
            CASE WHEN n % 100 = 0 THEN '{"album": "x"}'::jsonb ELSE jsonb_build_object(
                'album', 'x', 'genre_predictions', '[{"name": "electronic", "confidence": 0.5}, {"name": "ambient", "confidence": 0.25}]'::jsonb,
                'genre_predictions_file_id', 'file-' || n) END,
            'public', now()
        FROM generate_series(1, $1) n
        """,
        tracks);
}
