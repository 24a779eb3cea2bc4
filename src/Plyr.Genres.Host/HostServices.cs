using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Costs;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Tagging;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host;

/// <summary>What every process of the host needs, whether it serves, works off jobs, or runs one command.</summary>
internal static class HostServices
{
    /// <summary>What comes after a run's deadline: its answer is stored.</summary>
    private static readonly TimeSpan StoringTime = TimeSpan.FromSeconds(15);

    public static void Add(IServiceCollection services, HostSettings settings, ReplicateSimulator? simulator)
    {
        // Standard output is for what a command answers; a log beside it would break --json.
        services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        // A run that was started is paid for, so a stop waits as long as one may last.
        services.AddOptions<HostOptions>().Configure<IOptions<PlyrGenresOptions>>((host, genres) =>
        {
            host.ShutdownTimeout = genres.Value.Timeout + StoringTime;
            // A start that fails cancels them, which would be logged with a stack trace beside the failure.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        services.AddTrackStorage(settings);
        services.AddGenreTagging(settings, simulator);
        // Before the jobs, so that it stops after them.
        services.AddSingleton<RunPrice>().AddSingleton<CostRecorder>();
        services.AddHostedService(provider => provider.GetRequiredService<CostRecorder>());
        services.AddClassificationJobs(settings);
    }
}
