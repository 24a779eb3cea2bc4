using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.Host.Storage.Sqlite;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Registers the queue, and the scheduler that works it off where this process runs jobs.</summary>
internal static class JobServices
{
    public static IServiceCollection AddClassificationJobs(this IServiceCollection services, HostSettings settings)
    {
        if (settings.Postgres is null && !settings.RunJobs)
        {
            // A second scheduler on the same SQLite file would run the first one's jobs again.
            return services.AddSingleton<IClassificationQueue, ElsewhereClassificationQueue>();
        }

        services.AddSingleton<ClassificationQueue>().AddSingleton<BackfillQueue>().AddSingleton<AbandonedClaims>();
        services.AddSingleton<IClassificationQueue>(provider => provider.GetRequiredService<ClassificationQueue>());
        services.AddSingleton<ITransactionalQueue>(provider => provider.GetRequiredService<ClassificationQueue>());
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = "plyr-genres");
            // Of the scheduler and not of each trigger: the one that takes up a killed process's job has no policy of
            // its own.
            quartz.UseDefaultRetryPolicy(RetriesOf(settings));
            // The limits of the groups add up to more, so this is what keeps to the setting; the job that queues takes
            // a place for a moment.
            quartz.UseDefaultThreadPool(settings.Concurrency);
            LimitBackfills(quartz, settings);
            quartz.AddTriggerListener<RetryTimes>(GroupMatcher<TriggerKey>.AnyGroup());
            if (settings.Postgres is { } address)
                UseCluster(quartz, address, settings);
            else
                UseFile(quartz, settings);
            if (settings.RunJobs)
                AddQueueDueTracks(quartz);
        });
        // A command that queues needs a scheduler only while it does.
        if (settings.Role is HostRole.Server or HostRole.Worker)
        {
            services.AddQuartzHostedService(options =>
            {
                options.AutoStart = settings.RunJobs;
                // A run that has started is paid for, so a stop waits for it, as long as the host's shutdown time lets
                // it.
                options.WaitForJobsToComplete = true;
            });
        }

        return services;
    }

    /// <summary>
    /// Eight tries within about three and a half hours: long enough for an outage, over by the next morning.
    /// </summary>
    private static RetryPolicy RetriesOf(HostSettings settings) =>
        RetryPolicy.Exponential(7, settings.FirstRetryDelay, 4, TimeSpan.FromHours(1), 0.2);

    /// <summary>
    /// One place is left to uploads: in each process, or, where a limit for all processes is set, by setting it below
    /// what they can run.
    /// </summary>
    private static void LimitBackfills(IQuartzBuilder quartz, HostSettings settings) =>
        quartz.UseExecutionLimits(limits =>
    {
        if (settings.ClusterConcurrency is { } limit)
            limits.ForGroup(ClassificationJobs.BackfillGroup, limit, ExecutionLimitScope.Cluster);
        else
            limits.ForGroup(ClassificationJobs.BackfillGroup, Math.Max(settings.Concurrency - 1, 1));
        limits.ForGroup(ClassificationJobs.UploadGroup, settings.Concurrency);
    });

    private static void UseFile(IQuartzBuilder quartz, HostSettings settings) => quartz.UsePersistentStore(store =>
    {
        store.UseSqlite(SqliteDatabase.ConnectionStringFor(settings.DatabasePath));
        store.ProvisionSchema();
        store.ConfigureStore(options => options.RecoverFiringsCancelledByShutdown = true);
    });

    private static void UseCluster(IQuartzBuilder quartz, PostgresAddress address, HostSettings settings)
    {
        // What another process queued is seen when this one looks next; Quartz allows no less than a second.
        quartz.ConfigureScheduler(options => options.IdleWaitTime = TimeSpan.FromSeconds(1));
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(address.JobsConnectionString);
            store.ProvisionSchema();
            store.UseClustering(options =>
            {
                options.CheckinInterval = settings.CheckinInterval;
                options.CheckinMisfireThreshold = settings.CheckinGrace;
            });
            store.ConfigureStore(options =>
            {
                options.TablePrefix = PostgresSchema.JobTables;
                options.RecoverFiringsCancelledByShutdown = true;
                options.AcceptEnlistedTransactions = true;
                options.DbRetryInterval = settings.CheckinInterval;
            });
        });
    }

    private static void AddQueueDueTracks(IQuartzBuilder quartz)
    {
        quartz.AddJob<QueueDueTracksJob>(job => job.WithIdentity(QueueDueTracksJob.Key).StoreDurably());
        quartz.AddTrigger(trigger => trigger
            .WithIdentity(QueueDueTracksJob.Key.Name, QueueDueTracksJob.Key.Group)
            .ForJob(QueueDueTracksJob.Key)
            .StartNow()
            .WithRetryPolicy(RetryPolicy.None)
            .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMinutes(1)).RepeatForever()));
    }
}
