using System.Net;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Rows never lead to files outside the audio folder, and a folder that is missing hides no result.</summary>
[TestFixture]
internal sealed class AudioSafetyTests
{
    private TemporaryFolder _elsewhere = null!;
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _elsewhere = new TemporaryFolder();
        await File.WriteAllTextAsync(Victim, "theirs");
        _host = await RunningHost.StartAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _elsewhere.Dispose();
    }

    private string Victim => _elsewhere.File("victim");

    [TestCase("{path}")]
    [TestCase("{relative}")]
    [TestCase("..")]
    public async Task Deleting_a_track_with_a_strange_file_id_removes_no_file(string strange)
    {
        var track = await TrackWithFileIdAsync(strange);

        using var deleted = await _host.Api.Http.DeleteAsync($"/tracks/{track}");

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(File.Exists(Victim), Is.True);
    }

    [TestCase("{path}")]
    [TestCase("{relative}")]
    [TestCase("..")]
    public async Task Replacing_the_audio_of_a_track_with_a_strange_file_id_removes_no_file(string strange)
    {
        var track = await TrackWithFileIdAsync(strange);

        using var replaced = await _host.Api.ReplaceAudioAsync(track, TestAudio.Wav(2));

        Assert.That(replaced.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(File.Exists(Victim), Is.True);
    }

    [TestCase("{path}")]
    [TestCase("{relative}")]
    [TestCase("..")]
    public async Task Audio_of_a_track_with_a_strange_file_id_is_not_found(string strange)
    {
        var track = await TrackWithFileIdAsync(strange);

        using var audio = await _host.Api.Http.GetAsync($"/tracks/{track}/audio");

        Assert.That(audio.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Deleting_a_track_whose_file_and_folder_are_missing_succeeds()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        RemoveFolders();

        using var deleted = await _host.Api.Http.DeleteAsync($"/tracks/{track.Id()}");

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Replacing_audio_whose_file_and_folder_are_missing_stores_the_new_audio()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        RemoveFolders();

        using var replaced = await _host.Api.ReplaceAudioAsync(track.Id(), TestAudio.Wav(2));

        Assert.That(replaced.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(
            await _host.Api.Http.GetByteArrayAsync($"/tracks/{track.Id()}/audio"), Is.EqualTo(TestAudio.Wav(2)));
    }

    [Test]
    public async Task Deleting_a_track_whose_file_can_not_be_removed_succeeds_with_a_warning()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        var mark = Path.Combine(_host.DataFolder, "audio", "database.txt");
        File.Delete(mark);
        File.CreateSymbolicLink(mark, mark);

        using var deleted = await _host.Api.Http.DeleteAsync($"/tracks/{track.Id()}");

        Assert.That(deleted.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(_host.Log.Entries.Select(entry => entry.Event), Does.Contain("NotRemoved"));
    }

    [Test]
    public async Task An_upload_whose_row_is_refused_answers_and_logs_the_databases_error()
    {
        Execute("CREATE TRIGGER refuse BEFORE INSERT ON tracks BEGIN SELECT RAISE(ABORT, 'refused by a trigger'); END");

        using var form = HostApi.Form(TestAudio.Wav(1));
        using var response = await _host.Api.PostAsync(form);

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(
                _host.Log.Exceptions.Select(exception => exception.Message), Has.Some.Contains("refused by a trigger"));
            Assert.That(_host.AudioFiles(), Is.Empty);
        });
    }

    private async Task<long> TrackWithFileIdAsync(string strange)
    {
        var track = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        await _host.Api.SettledAsync(track);
        Execute($"UPDATE tracks SET file_id = '{Real(strange)}' WHERE id = {track}");
        return track;
    }

    /// <summary>The id with the path of a file that must not be touched.</summary>
    private string Real(string strange) => strange
        .Replace("{path}", Victim, StringComparison.Ordinal)
        .Replace("{relative}", Path.GetRelativePath(_host.DataFolder, Victim), StringComparison.Ordinal);

    private void RemoveFolders()
    {
        foreach (var folder in Directory.GetDirectories(Path.Combine(_host.DataFolder, "audio")))
            Directory.Delete(folder, recursive: true);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_host.DataFolder, "plyr-genres.db")};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
