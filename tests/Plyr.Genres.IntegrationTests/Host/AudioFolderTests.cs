using System.Net;
using NUnit.Framework;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Audio files lie beside a database, and are removed for that database only.</summary>
[TestFixture]
internal sealed class AudioFolderTests
{
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync() => _host = await RunningHost.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_host_with_another_database_in_the_same_data_folder_removes_no_audio_of_the_first()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));
        await StartAgainWithAsync("sqlite:other.db");

        // The same recording in both: a deletion here must not take the other's file either.
        var same = await _host.Api.UploadAsync(TestAudio.Wav(1));
        using (await _host.Api.Http.DeleteAsync($"/tracks/{same.Id()}"))
            await StartAgainWithAsync(null);

        using var audio = await _host.Api.Http.GetAsync($"/tracks/{track.Id()}/audio");
        Assert.That(audio.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await audio.Content.ReadAsByteArrayAsync(), Is.EqualTo(TestAudio.Wav(1)));
    }

    [Test]
    public async Task A_folder_of_which_nobody_knows_the_database_is_not_swept()
    {
        await _host.StopAsync();
        File.Delete(Path.Combine(_host.DataFolder, "audio", "database.txt"));
        var file = Path.Combine(_host.DataFolder, "audio", "aa", new string('a', 64));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, TestAudio.Wav(2));

        await _host.StartAgainAsync();
        Assert.That(File.Exists(file), Is.True);
    }

    [Test]
    public void A_file_that_is_placed_again_must_still_lie_in_its_place()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("incoming"), "audio");
        using var audio = new IncomingAudio(new StoredAudio(new string('a', 64), 5, "audio/wav"), folder.File("incoming"), folder.File("placed"));

        audio.Place();
        audio.Place();
        Assert.That(File.ReadAllText(folder.File("placed")), Is.EqualTo("audio"));
        File.Delete(folder.File("placed"));
        Assert.That(audio.Place, Throws.TypeOf<IOException>().With.Message.Contains("upload it again"));
    }

    [TestCase("host-audio:../../secret?size=5")]
    [TestCase("host-audio:abc?size=5")]
    [TestCase("host-audio:?size=5")]
    public void A_reference_of_a_row_that_holds_no_file_id_names_no_file(string reference) =>
        Assert.That(HostedAudio.TryParse(new Uri(reference), out _, out _), Is.False);

    private async Task StartAgainWithAsync(string? database)
    {
        await _host.StopAsync();
        _host.Settings[SettingNames.DatabaseUrl] = database;
        await _host.StartAgainAsync();
    }
}
