using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Sqlite;

[TestFixture]
internal sealed class SqliteTrackExtraStoreTests
{
    private TemporaryFolder _folder = null!;
    private readonly List<SqliteDatabase> _databases = [];

    [SetUp]
    public void Start() => _folder = new TemporaryFolder();

    [TearDown]
    public void Stop()
    {
        foreach (var database in _databases)
            database.Dispose();
        _databases.Clear();
        _folder.Dispose();
    }

    [Test]
    public async Task Fifty_writers_through_stores_of_their_own_lose_nothing_and_never_meet_a_lock()
    {
        var database = await OpenAsync();
        await database.WriteAsync(connection => connection.Execute(
            "INSERT INTO tracks (title, artist, extra, created_at) "
                    + "VALUES ('t', 'a', '{\"theirs\":1}', '2026-01-01T00:00:00Z')"),
            CancellationToken.None);
        var stores = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => Store(await OpenAsync())));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(writer => Task.Run(() => stores[writer % stores.Length].UpdateAsync(1, _ => new TrackChange
        {
            Extra = new Dictionary<string, string?> { [$"key{writer}"] = $"{writer}" },
            AddTags = [$"tag {writer}", "shared"],
        }).AsTask())));

        var track = await stores[0].FindAsync(1);
        Assert.That(
            track!.Tags, Is.EquivalentTo(Enumerable.Range(0, 50).Select(writer => $"tag {writer}").Append("shared")));
        Assert.That(Extra(database), Has.Count.EqualTo(51).And.ContainKey("theirs"));
    }

    [Test]
    public async Task The_filter_is_right_for_documents_that_are_no_objects_or_no_json()
    {
        var database = await OpenAsync();
        string?[] documents = ["{}", null, "", "[1]", "not json", """{"auto_tag":"true"}""", """{"genre_predictions":[],"genre_predictions_file_id":"f"}""",
            """{"genre_predictions":[],"genre_predictions_file_id":"f","auto_tag":true}""",
            """{"genre_predictions":{},"genre_predictions_file_id":"f"}"""];
        foreach (var document in documents)
        {
            await database.WriteAsync(connection => connection.Execute(
                "INSERT INTO tracks (title, artist, file_id, extra, created_at) "
                        + "VALUES ('t', 'a', 'f', $extra, '2026-01-01T00:00:00Z')",
                    ("$extra", document)),
                CancellationToken.None);
        }

        var store = Store(database);
        var listed = await store.ListAsync(TrackFilter.NeedsClassification, after: null, take: 100);
        Assert.That(listed.Select(track => track.Id), Is.EqualTo(new TrackId[] { 1, 2, 3, 4, 5, 6, 8, 9 }));
        Assert.That(await store.CountAsync(TrackFilter.NeedsClassification), Is.EqualTo(8));
        Assert.That(
            (await store.ListAsync(TrackFilter.NeedsClassification, after: 4, take: 2)).Select(track => track.Id),
            Is.EqualTo(new TrackId[] { 5, 6 }));
    }

    [Test]
    public async Task Ids_that_are_no_numbers_name_nothing_here()
    {
        var store = Store(await OpenAsync());
        Assert.That(await store.FindAsync("1"), Is.Null);
        Assert.That(await store.UpdateAsync(Guid.NewGuid(), _ => new TrackChange()), Is.False);
    }

    private async Task<SqliteDatabase> OpenAsync()
    {
        var database = new SqliteDatabase(_folder.File("store.db"));
        lock (_databases)
            _databases.Add(database);
        await SqliteSchema.EnsureAsync(database, CancellationToken.None);
        return database;
    }

    private static SqliteTrackExtraStore Store(SqliteDatabase database) =>
        new(database, new SqliteTrackRows(new AnyAudio(), NullLogger<SqliteTrackRows>.Instance), TimeProvider.System);

    private static Dictionary<string, System.Text.Json.JsonElement> Extra(SqliteDatabase database)
    {
        using var connection = database.Open();
        return System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(
            (string)connection.Scalar("SELECT extra FROM tracks")!)!;
    }

    private sealed class AnyAudio : IHostedAudio
    {
        public AudioSource? Find(string? fileId, string? mediaType) => new Uri($"https://audio.example/{fileId}");
    }
}
