using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Backfills;
using Plyr.Genres.Host.Costs;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host;

/// <summary>Adds the services that every process needs: a server, a worker, or a command.</summary>
internal static class HostServices
{
    /// <summary>The time after a run's deadline in which its answer is stored.</summary>
    private static readonly TimeSpan StoringTime = TimeSpan.FromSeconds(15);

    public static void Add(IServiceCollection services, HostSettings settings, ReplicateSimulator? simulator)
    {
        // Commands write their results, such as JSON, to standard output.
        services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        // A run that has started is paid for, so stopping waits for its answer.
        services.AddOptions<HostOptions>().Configure<IOptions<PlyrGenresOptions>>((host, genres) =>
        {
            host.ShutdownTimeout = genres.Value.Timeout + StoringTime;
            // A failed start cancels them, which would be logged with a stack trace next to the actual failure.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        services.AddTrackStorage(settings);
        services.AddGenreTagging(settings, simulator);
        services.AddSingleton<HostBackfill>();
        // Registered before the jobs, so that it stops after them.
        services.AddSingleton<RunPrice>().AddSingleton<CostRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<CostRecorder>());
        services.AddClassificationJobs(settings);
    }
}
