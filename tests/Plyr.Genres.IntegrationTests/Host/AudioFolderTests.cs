using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NUnit.Framework;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Audio files lie beside one database, and only that database's host serves, adds and removes them.</summary>
[TestFixture]
internal sealed class AudioFolderTests
{
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await RunningHost.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task Host_with_another_database_does_not_start_on_a_folder_and_changes_nothing()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        await AssertRefusedAsync("sqlite:other.db", "belongs to another database", "DATA_FOLDER", Mark);

        await StartAgainWithAsync(null);
        await AssertAudioAsync(track);
    }

    [Test]
    public async Task Recreated_database_of_the_same_name_does_not_own_the_folder()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        await _host.StopAsync();
        using var elsewhere = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(_host.DataFolder, "plyr-genres.db*"))
            File.Move(file, elsewhere.File(Path.GetFileName(file)));

        await AssertRefusedAsync(null, "restore the database");

        foreach (var file in Directory.GetFiles(_host.DataFolder, "plyr-genres.db*"))
            File.Delete(file);
        foreach (var file in Directory.GetFiles(elsewhere.Path))
            File.Move(file, Path.Combine(_host.DataFolder, Path.GetFileName(file)));
        await _host.StartAgainAsync();
        await AssertAudioAsync(track);
    }

    [Test]
    public async Task Unmarked_folder_is_refused_to_a_database_that_knows_none_of_its_files()
    {
        await _host.StopAsync();
        File.Delete(Mark);
        var file = Path.Combine(_host.DataFolder, "audio", "aa", new string('a', 64));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, TestAudio.Wav(2));

        await AssertRefusedAsync(null, "none of which is in the database", "move the files away");
        Assert.That(File.Exists(file), Is.True);
    }

    [TestCase(null)]
    [TestCase("sqlite: plyr-genres.db")]
    public async Task Unmarked_folder_belongs_to_the_database_that_knows_one_of_its_files(string? mark)
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        var owned = await File.ReadAllTextAsync(Mark);
        await _host.StopAsync();
        await SetMarkAsync(mark);

        await _host.StartAgainAsync();

        await AssertAudioAsync(track);
        Assert.That(await File.ReadAllTextAsync(Mark), Is.EqualTo(owned));
    }

    [TestCase("sqlite: other.db")]
    [TestCase("postgres: plyr on db:5432")]
    public async Task A_mark_of_the_earlier_form_with_another_name_is_another_databases(string mark)
    {
        await _host.Api.UploadAsync(TestAudio.Wav(1));
        await _host.StopAsync();
        await SetMarkAsync(mark);
        await AssertRefusedAsync(null, "belongs to another database", mark);
    }

    [Test]
    public async Task Folder_with_a_mark_of_the_earlier_form_is_refused_to_a_database_without_its_files()
    {
        await _host.Api.UploadAsync(TestAudio.Wav(1));
        await _host.StopAsync();
        await SetMarkAsync("sqlite: plyr-genres.db");
        foreach (var file in Directory.GetFiles(_host.DataFolder, "plyr-genres.db*"))
            File.Delete(file);
        await AssertRefusedAsync(null, "none of which is in the database");
    }

    [Test]
    public async Task A_database_of_the_earlier_tables_gets_an_id_and_keeps_its_rows()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        await _host.StopAsync();
        await SetMarkAsync("sqlite: plyr-genres.db");
        var path = Path.Combine(_host.DataFolder, "plyr-genres.db");
        var earlier = Path.Combine(_host.DataFolder, "earlier.db");
        using (var connection = new SqliteConnection($"Data Source={earlier};Pooling=False"))
        {
            connection.Open();
            connection.Execute(SqliteSchema.Versions[0]);
            connection.Execute("ATTACH $path AS now", ("$path", path));
            connection.Execute("""
                INSERT INTO tracks SELECT id, title, artist, file_id, file_size, content_type, extra, created_at,
                    audio_version, classification_due FROM now.tracks;
                PRAGMA user_version = 1
                """);
        }

        foreach (var file in Directory.GetFiles(_host.DataFolder, "plyr-genres.db*"))
            File.Delete(file);
        File.Move(earlier, path);

        await _host.StartAgainAsync();
        await AssertAudioAsync(track);
    }

    [Test]
    public async Task What_is_deleted_while_the_folder_is_marked_as_anothers_stays()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        await SetMarkAsync("sqlite: other.db");
        using (await _host.Api.Http.DeleteAsync($"/tracks/{track.Id()}"))
            Assert.That(_host.AudioFiles(), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_file_that_is_placed_again_must_still_lie_in_its_place()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("incoming"), "audio");
        using var audio = new IncomingAudio(
            new StoredAudio(new string('a', 64), 5, "audio/wav"),
            new AudioDescription("audio/wav"),
            folder.File("incoming"),
            folder.File("placed"));

        audio.Place();
        audio.Place();
        Assert.That(File.ReadAllText(folder.File("placed")), Is.EqualTo("audio"));
        File.Delete(folder.File("placed"));
        Assert.That(audio.Place, Throws.TypeOf<IOException>().With.Message.Contains("Upload it again"));
    }

    [TestCase("/audio/../../secret")]
    [TestCase("/audio/abc")]
    [TestCase("/audio/")]
    public void A_reference_of_a_row_that_holds_no_file_id_names_no_file(string reference) =>
        Assert.That(HostedAudio.TryParse(reference, out _), Is.False);

    private string Mark => Path.Combine(_host.DataFolder, "audio", "database.txt");

    private Task SetMarkAsync(string? mark)
    {
        File.Delete(Mark);
        return mark is null ? Task.CompletedTask : File.WriteAllTextAsync(Mark, mark + Environment.NewLine);
    }

    private async Task AssertRefusedAsync(string? database, params string[] parts)
    {
        var before = _host.AudioFiles();
        var refusal = await Assert.ThrowsAsync<SettingsException>(() => StartAgainWithAsync(database));
        foreach (var part in parts)
            Assert.That(refusal!.Message, Does.Contain(part));
        Assert.That(refusal!.Message, Does.Contain(Path.Combine(_host.DataFolder, "audio")));
        Assert.That(_host.AudioFiles(), Is.EqualTo(before));
    }

    private async Task AssertAudioAsync(JsonElement track)
    {
        using var audio = await _host.Api.Http.GetAsync($"/tracks/{track.Id()}/audio");
        Assert.That(audio.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await audio.Content.ReadAsByteArrayAsync(), Is.EqualTo(TestAudio.Wav(1)));
    }

    private async Task StartAgainWithAsync(string? database)
    {
        await _host.StopAsync();
        _host.Settings[SettingNames.DatabaseUrl] = database;
        await _host.StartAgainAsync();
    }
}
