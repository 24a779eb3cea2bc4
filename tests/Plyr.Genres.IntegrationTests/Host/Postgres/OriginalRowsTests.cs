using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>
/// Rows that the original system wrote, and rows that it writes afterwards (contract, section 2: what is stored).
/// </summary>
[TestFixture]
internal sealed class OriginalRowsTests
{
    private ScriptedClassifier _classifier = null!;
    private PostgresDatabase _database = null!;
    private ServiceProvider _services = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _database = await PostgresDatabase.CreateAsync();
        await PlyrFmTables.CreateAsync(_database);
        _classifier = new ScriptedClassifier();
        _services = PlyrFmServices.Create(_database, _classifier);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private TrackGenres Genres => _services.GetRequiredService<TrackGenres>();

    [Test]
    public async Task Its_395_predictions_are_served_without_a_run()
    {
        var id = await AddAsync(Original("file-1"));

        var tags = await Genres.RecommendTagsAsync(id, 3);

        Assert.That(tags!.Tags.Select(tag => tag.Name), Is.EqualTo(new[] { "genre 0", "genre 1", "genre 2" }));
        Assert.That(_classifier.Runs, Is.Zero);
    }

    [Test]
    public async Task Pending_auto_tags_of_the_original_are_settled_from_its_predictions()
    {
        var id = await AddAsync(Original("file-1", """, "auto_tag": true, "album": "theirs" """));

        await Genres.ClassifyAsync(id);

        Assert.That(_classifier.Runs, Is.Zero);
        Assert.That(
            await _database.ColumnAsync<string>(
                "SELECT g.name FROM track_tags l JOIN tags g ON g.id = l.tag_id WHERE l.track_id = $1 ORDER BY g.id",
                (int)id),
            Has.Count.EqualTo(5).And.All.StartsWith("genre "));
        Assert.That(
            await _database.ScalarAsync<bool>(
                "SELECT extra ->> 'album' = 'theirs' AND NOT extra ? 'auto_tag' FROM tracks WHERE id = $1", id),
            Is.True);
        Assert.That(
            await _database.ScalarAsync<int>(
                "SELECT jsonb_array_length(extra -> 'genre_predictions') FROM tracks WHERE id = $1", id),
            Is.EqualTo(395),
            "its predictions are as it wrote them");
    }

    [Test]
    public async Task What_the_library_writes_it_finds_where_it_looks()
    {
        var id = await AddAsync("""{"auto_tag": true}""");

        await Genres.ClassifyAsync(id);

        // As its code reads: extra["genre_predictions_file_id"] == track.file_id, then name and confidence of each.
        Assert.That(
            await _database.ColumnAsync<string>(
                "SELECT (p ->> 'name') || ' ' || (p ->> 'confidence') "
                + "FROM tracks, jsonb_array_elements(extra -> 'genre_predictions') p "
                + "WHERE id = $1 AND extra ->> 'genre_predictions_file_id' = file_id",
                id),
            Is.EqualTo(new[] { "electronic 0.5", "ambient 0.5", "house 0.49" }));
    }

    [Test]
    public async Task Document_that_the_original_writes_back_concurrently_stays_readable()
    {
        var id = await AddAsync("{}");
        _classifier.Script = async (_, _) =>
        {
            // The original wrote back the copy that it had read before, with a key of its own.
            await _database.ExecuteAsync(
                "UPDATE tracks SET extra = $2 WHERE id = $1", id, Json("""{"album": "new", "auto_tag": true}"""));
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };

        var outcome = await Genres.ClassifyAsync(id);

        Assert.That(
            outcome.AddedTags,
            Is.EqualTo(new[] { "electronic", "ambient" }),
            "the wish is the one that stood there at the write");
        Assert.That(
            await _database.ScalarAsync<string>("SELECT extra ->> 'album' FROM tracks WHERE id = $1", id),
            Is.EqualTo("new"));
    }

    private Task<long> AddAsync(string extra) =>
        PlyrFmTables.AddTrackAsync(_database, "https://cdn.example/a.mp3", extra);

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>The document as Python's json.dumps writes it: every name of an answer.</summary>
    private static string Original(string fileId, string more = "")
    {
        var predictions = Enumerable.Range(0, 395).Select(i =>
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"name": "genre {{i}}", "confidence": {{(395 - i) / 400d:0.0###}}}"""));
        var list = string.Join(", ", predictions);
        return $$"""{"genre_predictions": [{{list}}], "genre_predictions_file_id": "{{fileId}}"{{more}}}""";
    }
}
