using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Sqlite;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Registers the scheduler. Only a process that runs the jobs does: a second one on the same file would run them again.</summary>
internal static class JobServices
{
    public static IServiceCollection AddClassificationJobs(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton<ClassificationQueue>();
        services.AddSingleton<IClassificationQueue>(provider => provider.GetRequiredService<ClassificationQueue>());
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = "plyr-genres");
            // Of the scheduler and not of each trigger: the one that takes up a killed process's job has no policy of its own.
            quartz.UseDefaultRetryPolicy(RetriesOf(settings));
            // One thread more than classifications at once, for the job that queues.
            quartz.UseDefaultThreadPool(settings.Concurrency + 1);
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite(SqliteDatabase.ConnectionStringFor(settings.DatabasePath));
                store.ProvisionSchema();
                store.ConfigureStore(options => options.RecoverFiringsCancelledByShutdown = true);
            });
            quartz.AddJob<QueueDueTracksJob>(job => job.WithIdentity(QueueDueTracksJob.Key).StoreDurably());
            quartz.AddTrigger(trigger => trigger
                .WithIdentity(QueueDueTracksJob.Key.Name, QueueDueTracksJob.Key.Group)
                .ForJob(QueueDueTracksJob.Key)
                .StartNow()
                .WithRetryPolicy(RetryPolicy.None)
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()));
        });
        // A run that has started is paid for, so a stop waits for it, as long as the host's shutdown time lets it.
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }

    /// <summary>Eight tries within about three and a half hours: long enough for an outage, over by the next morning.</summary>
    private static RetryPolicy RetriesOf(HostSettings settings) => RetryPolicy.Exponential(7, settings.FirstRetryDelay, 4, TimeSpan.FromHours(1), 0.2);
}
