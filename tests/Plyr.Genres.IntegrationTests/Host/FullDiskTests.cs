using System.Diagnostics;
using System.Net;
using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>
/// A disk that is full during uploads: the reason is answered, health is not ready, and nothing is left.
/// </summary>
[TestFixture]
[Platform("Linux")]
internal sealed class FullDiskTests
{
    private const int DiskBytes = 4 * 1024 * 1024;

    private TemporaryFolder _database = null!;
    private RunningHost _host = null!;
    private string _disk = null!;

    [SetUp]
    public async Task StartAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            Requirement.Missing("root", "Only root may mount a small disk.");
        _database = new TemporaryFolder();
        _host = await RunningHost.StartAsync((SettingNames.DatabaseUrl, $"sqlite:{_database.File("tracks.db")}"));
        await _host.StopAsync();
        _disk = Path.Combine(_host.DataFolder, "audio");
        Run("mount", "-t", "tmpfs", "-o", $"size={DiskBytes}", "tmpfs", _disk);
        await _host.StartAgainAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync();
        Run("umount", _disk);
        await _host.DisposeAsync();
        _database.Dispose();
    }

    [Test]
    public async Task An_upload_that_finds_the_disk_full_answers_507_and_leaves_nothing()
    {
        using var response = await UploadTooMuchAsync();

        var problem = await HostApi.JsonOf(response, HttpStatusCode.InsufficientStorage);
        Assert.That(problem.Text("code"), Is.EqualTo("storage_full"));
        Assert.That(_host.AudioFiles(), Is.Empty);
    }

    [Test]
    public async Task Health_is_not_ready_after_an_upload_found_the_disk_full()
    {
        await _host.Api.GetAsync("/health");

        (await UploadTooMuchAsync()).Dispose();

        var health = await _host.Api.GetAsync("/health", HttpStatusCode.ServiceUnavailable);
        Assert.That(health.GetProperty("reasons").ToString(), Does.Contain("disk of the audio folder is full"));
    }

    [Test]
    public async Task Health_is_ready_again_once_an_upload_was_stored()
    {
        (await UploadTooMuchAsync()).Dispose();

        await _host.Api.UploadAsync(TestAudio.Wav(1));

        Assert.That((await _host.Api.GetAsync("/health")).GetProperty("ready").GetBoolean(), Is.True);
    }

    [Test]
    public async Task Replacing_audio_on_a_full_disk_answers_507_and_keeps_the_former_audio()
    {
        var track = await _host.Api.UploadAsync(TestAudio.Wav(1));

        using var response = await _host.Api.ReplaceAudioAsync(track.Id(), TestAudio.Wav(2, DiskBytes / 16_000));

        await HostApi.JsonOf(response, HttpStatusCode.InsufficientStorage);
        Assert.That(
            await _host.Api.Http.GetByteArrayAsync($"/tracks/{track.Id()}/audio"), Is.EqualTo(TestAudio.Wav(1)));
    }

    [Test]
    public async Task An_audio_folder_that_can_not_be_written_answers_503_and_health_is_not_ready()
    {
        Run("mount", "-o", "remount,ro", _disk);

        using var form = HostApi.Form(TestAudio.Wav(1));
        using var response = await _host.Api.PostAsync(form);

        var problem = await HostApi.JsonOf(response, HttpStatusCode.ServiceUnavailable);
        var health = await _host.Api.GetAsync("/health", HttpStatusCode.ServiceUnavailable);
        Assert.That(problem.Text("code"), Is.EqualTo("storage_unavailable"));
        Assert.That(health.GetProperty("reasons").ToString(), Does.Contain("audio folder can't be written"));
    }

    private async Task<HttpResponseMessage> UploadTooMuchAsync()
    {
        using var form = HostApi.Form(TestAudio.Wav(2, 2.0 * DiskBytes / 16_000));
        return await _host.Api.PostAsync(form);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}");
    }
}
