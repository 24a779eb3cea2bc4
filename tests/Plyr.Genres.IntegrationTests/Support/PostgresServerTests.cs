using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Support;

[TestFixture]
internal sealed class PostgresServerTests
{
    [Test]
    public async Task What_was_committed_is_there_after_the_server_was_killed_and_started_again()
    {
        SharedPostgres.Demand();
        await using var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE kept (value integer); INSERT INTO kept VALUES (7)");

        server.Kill();
        await server.StartAgainAsync();

        Assert.That(
            await Eventually.BecomesAsync(() => ReadAsync(database), value => value == 7, "the row is there"),
            Is.EqualTo(7));
    }

    [Test]
    public async Task Each_database_is_empty_and_another()
    {
        await using var one = await PostgresDatabase.CreateAsync();
        await using var two = await PostgresDatabase.CreateAsync();
        await one.ExecuteAsync("CREATE TABLE only_here (value integer)");

        Assert.That(await two.ScalarAsync<string>("SELECT to_regclass('only_here')::text"), Is.Null);
    }

    /// <summary>The pool still holds connections of the killed server; each fails once.</summary>
    private static async Task<int> ReadAsync(PostgresDatabase database)
    {
        try
        {
            return await database.ScalarAsync<int>("SELECT value FROM kept");
        }
        catch (Npgsql.NpgsqlException)
        {
            return 0;
        }
    }
}
