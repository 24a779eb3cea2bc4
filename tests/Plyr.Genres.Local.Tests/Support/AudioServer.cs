using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Serves audio on 127.0.0.1, and what goes wrong with it.</summary>
internal sealed class AudioServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private AudioServer(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    /// <summary>Starts a server that answers every request in the same way.</summary>
    public static async Task<AudioServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return new AudioServer(application);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
