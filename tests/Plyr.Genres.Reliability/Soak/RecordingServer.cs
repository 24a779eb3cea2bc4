using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres.Host;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Soak;

/// <summary>Stands where the host's own audio would be: every file is a recording of that name.</summary>
internal sealed class RecordingServer : IHostedAudio, IAsyncDisposable
{
    private readonly WebApplication _web;

    private RecordingServer(WebApplication web) => _web = web;

    public Uri Address => ListenAddress.Of(_web.Services);

    public static async Task<RecordingServer> StartAsync(ReplicateSimulator simulator)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var web = builder.Build();
        web.UseRouting();
        web.MapGet("/audio/{fileId}", (RequestDelegate)(context =>
        {
            context.Response.Redirect(simulator.Recording((string)context.Request.RouteValues["fileId"]!).AbsoluteUri);
            return Task.CompletedTask;
        }));
        await web.StartAsync();
        return new RecordingServer(web);
    }

    public Uri UrlOf(string? fileId) => new(Address, $"/audio/{fileId}");

    public AudioSource? Find(string? fileId, string? mediaType) => UrlOf(fileId);

    public ValueTask DisposeAsync() => _web.DisposeAsync();
}
