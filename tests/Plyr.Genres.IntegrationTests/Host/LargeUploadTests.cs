using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Host;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>A service that demands a token and reaches nothing of this machine, as Replicate does.</summary>
[TestFixture]
internal sealed class LargeUploadTests
{
    private const string Token = "r8_the_only_one";

    [Test]
    public async Task Recording_that_does_not_fit_into_a_request_gets_tags_and_its_upload_is_deleted()
    {
        using var folder = new TemporaryFolder();
        await using var simulator = await ReplicateSimulator.StartAsync(new SimulatorOptions { Token = Token, IsRemote = true });
        await using var app = await HostApp.StartAsync(
            Settings(simulator, folder.Path),
            configure: services => services.AddLogging(logging => logging.ClearProviders()));
        using var api = new HostApi(app.Address);

        var id = (await api.UploadAsync(TestAudio.Wav(1, seconds: 120), autoTag: true)).Id();
        var track = await api.SettledAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That(track.State(), Is.EqualTo("fresh"));
            Assert.That(track.Tags(), Is.Not.Empty);
            Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
        });
        await Eventually.BecomesAsync(() => CountUploadsAsync(simulator), count => count == 0, "the upload is deleted");
    }

    private static HostSettings Settings(ReplicateSimulator simulator, string folder) => HostSettingsReader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [SettingNames.DataFolder] = folder,
            [SettingNames.Urls] = "http://127.0.0.1:0",
            [SettingNames.Token] = Token,
            ["PlyrGenres:Replicate:BaseAddress"] = simulator.BaseAddress.ToString(),
            ["PlyrGenres:Replicate:AllowedOutputHosts:0"] = simulator.FileOrigin.Authority,
            ["PlyrGenres:Replicate:Simulated"] = "true",
        }).Build());

    private static async Task<int> CountUploadsAsync(ReplicateSimulator simulator)
    {
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var files = await http.GetFromJsonAsync<JsonElement>("/v1/files");
        return files.GetProperty("results").GetArrayLength();
    }
}
