using NUnit.Framework;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>A value that .NET can't hold is shown as absent and ends no page.</summary>
[TestFixture]
internal sealed class UnreadableValueTests
{
    private GuestTables _tables = null!;
    private RunningHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _tables = await GuestTables.CreateAsync();
        _host = await RunningHost.StartAsync((SettingNames.DatabaseUrl, _tables.Url));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_tables is not null)
            await _tables.DisposeAsync();
    }

    [SetUp]
    public Task EmptyAsync() => _tables.Database.ExecuteAsync("DELETE FROM tracks");

    [TestCase("0001-01-01 00:00:00+14")]
    [TestCase("20000-01-01 00:00:00+00")]
    [TestCase("9999-12-31 23:59:59-10")]
    [TestCase("4713-01-01 00:00:00+00 BC")]
    [TestCase("294276-12-31 23:59:59+00")]
    [TestCase("infinity")]
    [TestCase("-infinity")]
    public async Task A_track_with_an_impossible_time_is_listed_without_it(string time)
    {
        var bad = await _tables.AddTrackAsync();
        await _tables.Database.ExecuteAsync($"UPDATE tracks SET created_at = '{time}'");
        var good = await _tables.AddTrackAsync(fileId: "file-2");

        var tracks = (await _host.Api.GetAsync("/tracks")).GetProperty("tracks").EnumerateArray().ToArray();
        var library = await _host.Api.GetAsync("/library");

        Assert.Multiple(() =>
        {
            Assert.That(tracks.Select(track => track.Id()), Is.EqualTo(new[] { bad, good }));
            Assert.That(tracks[0].Text("created_at"), Is.Null);
            Assert.That(tracks[1].Text("created_at"), Is.Not.Null);
            Assert.That(library.GetProperty("tracks").GetInt64(), Is.EqualTo(2));
            Assert.That(
                _host.Log.Entries.Select(entry => entry.Message),
                Has.Some.EqualTo($"Track {bad} has an unreadable value in column created_at, which counts as absent."));
        });
    }

    [Test]
    public async Task A_track_with_an_impossible_time_is_classified_and_audited()
    {
        var id = await _tables.AddTrackAsync();
        await _tables.Database.ExecuteAsync("UPDATE tracks SET created_at = '0001-01-01 00:00:00+14'");

        var tags = await _host.Api.GetAsync($"/tracks/{id}/recommended-tags");
        var audit = await HostCommand.RunAsync(
            new Dictionary<string, string> { ["DATABASE_URL"] = _tables.Url }, "audit", "--json", "--verbose");

        Assert.That(tags.GetProperty("tags").GetArrayLength(), Is.EqualTo(3));
        Assert.That(audit.Code, Is.Zero, audit.Error);
    }

    [TestCase("extra", "'[1e400]'")]
    [TestCase("extra", "'null'")]
    [TestCase(
        "extra",
        "jsonb_build_object('genre_predictions', '[{\"name\": \"x\", \"confidence\": 1e400}]'::jsonb, "
        + "'genre_predictions_file_id', 'file-1')")]
    [TestCase("title", "repeat('x', 1000000)")]
    [TestCase("title", "''")]
    [TestCase("r2_url", "repeat('https://x/', 20000)")]
    [TestCase("r2_url", "'https://[::'")]
    [TestCase("file_id", "repeat('x', 2000)")]
    [TestCase("file_id", "E'\\u0001\\n'")]
    [TestCase("visibility", "'?'")]
    public async Task A_track_with_another_strange_value_is_listed(string column, string value)
    {
        await _tables.AddTrackAsync();
        await _tables.Database.ExecuteAsync($"UPDATE tracks SET {column} = {value}");

        var tracks = await _host.Api.GetAsync("/tracks");

        Assert.That(tracks.GetProperty("tracks").GetArrayLength(), Is.EqualTo(1));
    }
}
