using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.Host.Storage.Sqlite;

namespace Plyr.Genres.IntegrationTests.Host.Sqlite;

/// <summary>A value that can't be read is shown as absent and ends no page.</summary>
[TestFixture]
internal sealed class UnreadableValueTests
{
    private RunningHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await RunningHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase("created_at", "''")]
    [TestCase("created_at", "'yesterday'")]
    [TestCase("created_at", "'20000-01-01T00:00:00Z'")]
    [TestCase("created_at", "'0001-01-01T00:00:00+14:00'")]
    [TestCase("created_at", "x'ff00'")]
    [TestCase("created_at", "9e999")]
    [TestCase("title", "x'ff00'")]
    [TestCase("artist", "''")]
    [TestCase("file_id", "NULL")]
    [TestCase("file_id", "x'ff'")]
    [TestCase("file_size", "'many'")]
    [TestCase("file_size", "-9e999")]
    [TestCase("content_type", "x'00'")]
    [TestCase("extra", "NULL")]
    [TestCase("extra", "17")]
    [TestCase("extra", "x'ff'")]
    [TestCase("extra", "'{'")]
    [TestCase("audio_version", "'x'")]
    [TestCase("classification_due", "'x'")]
    public async Task A_track_with_an_unreadable_value_is_listed(string column, string value)
    {
        Execute("DELETE FROM tracks");
        Execute(
            "INSERT INTO tracks (title, artist, created_at) VALUES ('Bad', 'A', '2026-01-02T03:04:05.000Z'), "
            + "('Good', 'A', '2026-01-02T03:04:05.000Z')");
        Execute($"UPDATE tracks SET {column} = {value} WHERE title = 'Bad'");

        var tracks = await _host.Api.GetAsync("/tracks");
        var library = await _host.Api.GetAsync("/library");

        Assert.That(tracks.GetProperty("tracks").GetArrayLength(), Is.EqualTo(2));
        Assert.That(library.GetProperty("tracks").GetInt64(), Is.EqualTo(2));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_host.DataFolder, "plyr-genres.db")};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
