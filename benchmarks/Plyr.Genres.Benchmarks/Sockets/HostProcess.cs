using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Host;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>Runs the reference host with SQLite and tracks with fresh predictions in a separate process.</summary>
/// <remarks>
/// An additional endpoint returns the bytes of a recommendation from memory, through the same server and pipeline.
/// </remarks>
internal static class HostProcess
{
    public const int Tracks = 100;
    public const string FromMemory = "/from-memory";

    public static string Recommendation(long track) => $"/tracks/{track}/recommended-tags";

    public static async Task<int> RunAsync(string folder)
    {
        var settings = HostSettingsReader.Load(new Dictionary<string, string?>
        {
            [SettingNames.DataFolder] = folder,
            [SettingNames.Urls] = "http://127.0.0.1:0",
            [SettingNames.Simulator] = "off",
        }) with
        { RunJobs = false };
        StorageServices.PrepareFolders(settings);
        await using var app = HostWeb.Build(settings, null, null);
        await app.Services.PrepareTablesAsync(CancellationToken.None);
        byte[] bytes = [];
        app.MapGet(FromMemory, async context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = bytes.Length;
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        });
        await app.StartAsync();
        for (var i = 0; i < Tracks; i++)
            await AddAsync(app.Services, i);
        var address = ListenAddress.Of(app.Services);
        using (var http = new HttpClient())
            bytes = await http.GetByteArrayAsync(new Uri(address, Recommendation(1)));
        return await ChildProcess.AnswerAsync($"{address}");
    }

    private static async Task AddAsync(IServiceProvider services, int number)
    {
        var audio = new StoredAudio($"{number:x64}", 1_000_000, "audio/mpeg");
        var added = await services.GetRequiredService<ITrackCatalog>()
            .AddAsync(
                new NewTrack($"Track {number}", "Benchmark", ["late night", "field recording"], AutoTag: false),
                audio,
                () => { },
                classificationDue: false,
                CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ITrackExtraStore>().UpdateAsync(added.Id, _ => new TrackChange
        {
            Extra = new Dictionary<string, string?>
            {
                [TrackExtraKeys.Predictions] =
                    """
                    [{"name":"electronic","confidence":0.8123},{"name":"ambient","confidence":0.7411},{"name":"drone","confidence":0.5127},
                    {"name":"dark ambient","confidence":0.4036},{"name":"experimental","confidence":0.3315},{"name":"new age","confidence":0.1244},
                    {"name":"modern classical","confidence":0.0871},{"name":"field recording","confidence":0.0514},{"name":"noise","confidence":0.0312},
                    {"name":"leftfield","confidence":0.0207}]
                    """,
                [TrackExtraKeys.PredictionsFileId] = $"\"{audio.FileId}\"",
                [TrackExtraKeys.PredictionsModel] = $"\"{PlyrGenresDefaults.ModelVersion}\"",
            },
        });
    }
}
