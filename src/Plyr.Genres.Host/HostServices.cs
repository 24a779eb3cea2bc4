using Microsoft.Extensions.Logging.Console;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host;

/// <summary>What every process of the host needs, whether it serves, works off jobs, or runs one command.</summary>
internal static class HostServices
{
    /// <summary>How long a stop waits for requests and for runs that are paid for.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    public static void Add(IServiceCollection services, HostSettings settings, ReplicateSimulator? simulator)
    {
        // Standard output is for what a command answers; a log beside it would break --json.
        services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        services.AddTrackStorage(settings);
        services.AddGenreTagging(settings, simulator);
        services.AddClassificationJobs(settings);
    }
}
