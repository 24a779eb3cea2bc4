using NUnit.Framework;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Sqlite;

/// <summary>Repeatable writes, which share transactions.</summary>
[TestFixture]
internal sealed class SqliteSharedWritesTests
{
    private const int Count = 250;

    private TemporaryFolder _folder = null!;
    private SqliteDatabase _database = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TemporaryFolder();
        var path = _folder.File("tracks.db");
        using (var created = new SqliteDatabase(path))
            await SqliteSchema.EnsureAsync(created, CancellationToken.None);
        _database = new SqliteDatabase(path, isRepeatable: true);
    }

    [TearDown]
    public void Stop()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Write_that_throws_is_undone_alone()
    {
        var writes = Enumerable.Range(1, Count).Select(
            number => Task.Run(() => AddAsync(number, isBroken: number % 10 == 0))).ToArray();

        foreach (var (index, write) in writes.Index())
        {
            if ((index + 1) % 10 == 0)
                await Assert.ThatAsync(() => write, Throws.TypeOf<TimeZoneNotFoundException>());
            else
                Assert.That(await write, Is.EqualTo(index + 1));
        }

        Assert.That(
            Titles(),
            Is.EquivalentTo(
                Enumerable.Range(1, Count).Where(number => number % 10 != 0).Select(number => $"{number}")));
    }

    [Test]
    public async Task Canceled_write_is_left_out()
    {
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();

        await Assert.ThatAsync(
            () => AddAsync(1, isBroken: false, canceled.Token), Throws.InstanceOf<OperationCanceledException>());
        await AddAsync(2, isBroken: false);

        Assert.That(Titles(), Is.EqualTo(new[] { "2" }));
    }

    [Test]
    public async Task Every_write_gets_the_failure_of_the_transaction()
    {
        File.Delete(_folder.File("tracks.db"));

        var writes =
            Enumerable.Range(1, 20).Select(number => Task.Run(() => AddAsync(number, isBroken: false))).ToArray();

        foreach (var write in writes)
            await Assert.ThatAsync(() => write, Throws.TypeOf<Microsoft.Data.Sqlite.SqliteException>());
    }

    private Task<int> AddAsync(int number, bool isBroken, CancellationToken cancellationToken = default) =>
        _database.WriteAsync(connection =>
    {
        connection.Execute(
            "INSERT INTO tracks (title, artist, created_at) VALUES ($title, 'a', '2026-01-01T00:00:00Z')",
            ("$title", $"{number}"));
        return isBroken ? throw new TimeZoneNotFoundException("The work failed.") : number;
    }, cancellationToken);

    private List<string> Titles()
    {
        using var connection = _database.OpenToRead();
        using var command = connection.Command("SELECT title FROM tracks ORDER BY id");
        using var reader = command.ExecuteReader();
        var titles = new List<string>();
        while (reader.Read())
            titles.Add(reader.GetString(0));
        return titles;
    }
}
