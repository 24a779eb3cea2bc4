using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host;

/// <summary>Builds the host of a process without a web server: a worker, or one that runs a command.</summary>
internal static class HostConsole
{
    public static IHost Build(
        HostSettings settings, ReplicateSimulator? simulator, Action<IServiceCollection>? configure)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(settings.Configuration);
        HostServices.Add(builder.Services, settings, simulator);
        configure?.Invoke(builder.Services);
        SteadyTime.Wrap(builder.Services);
        return builder.Build();
    }
}
