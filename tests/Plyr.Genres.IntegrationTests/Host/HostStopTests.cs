using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The end of a host, some of whose services may never stop.</summary>
internal sealed class HostStopTests
{
    [Test]
    public async Task Host_ends_although_a_service_ignores_the_shutdown_timeout()
    {
        await using var host = await RunningHost.StartAsync();
        await host.StopAsync();
        host.Configure = services => services
            .Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(1))
            .AddHostedService<EndlessService>();
        await host.StartAgainAsync();

        await host.StopAsync();

        Assert.That(host.Log.Entries.Select(entry => entry.Event), Has.Member("StopTimedOut"));
    }

    /// <summary>Stops as Quartz does while its database is away: never, whatever the token.</summary>
    private sealed class EndlessService : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
    }
}
