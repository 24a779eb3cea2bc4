using System.Net;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>A database that is deleted while the host runs.</summary>
[TestFixture]
[Platform("Linux")]
internal sealed class DeletedDatabaseTests
{
    private RunningHost _host = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await RunningHost.StartAsync();
        await _host.Api.UploadAsync(TestAudio.Wav(1));
        foreach (var file in Directory.GetFiles(_host.DataFolder, "plyr-genres.db*"))
            File.Delete(file);
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task An_upload_is_answered_with_503_and_leaves_no_file()
    {
        var before = _host.AudioFiles();
        using var form = HostApi.Form(TestAudio.Wav(2));

        using var response = await _host.Api.PostAsync(form);

        await HostApi.JsonOf(response, HttpStatusCode.ServiceUnavailable);
        Assert.That(_host.AudioFiles(), Is.EqualTo(before));
    }

    [Test]
    public async Task Health_is_not_ready()
    {
        var health = await _host.Api.GetAsync("/health", HttpStatusCode.ServiceUnavailable);

        Assert.That(health.GetProperty("reasons").ToString(), Does.Contain("database can't be written"));
    }
}
