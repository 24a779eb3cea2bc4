using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.Host.Storage.Sqlite;
using Quartz;

namespace Plyr.Genres.Host.Jobs;

/// <summary>Adds the queue, and the scheduler if this process runs jobs.</summary>
internal static class JobServices
{
    public static IServiceCollection AddClassificationJobs(this IServiceCollection services, HostSettings settings)
    {
        if (settings.Postgres is null && !settings.RunJobs)
        {
            // A second scheduler on the same SQLite file would run the jobs of the first one again.
            return services.AddSingleton<IClassificationQueue, ElsewhereClassificationQueue>();
        }

        services.AddSingleton<ClassificationQueue>().AddSingleton<BackfillQueue>().AddSingleton<AbandonedClaims>();
        services.AddSingleton<IClassificationQueue>(provider => provider.GetRequiredService<ClassificationQueue>());
        services.AddSingleton<ITransactionalQueue>(provider => provider.GetRequiredService<ClassificationQueue>());
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = "plyr-genres");
            // A default policy also applies to the trigger that recovers a killed process's job.
            quartz.UseDefaultRetryPolicy(RetriesOf(settings));

            // The limits of the groups add up to more, so the pool enforces the setting.
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

        // A command needs the scheduler only while it queues tracks.
        if (settings.Role is HostRole.Server or HostRole.Worker)
        {
            services.AddQuartzHostedService(options =>
            {
                options.AutoStart = settings.RunJobs;

                // A run that has started is paid for, so stopping waits for it within the host's shutdown timeout.
                options.WaitForJobsToComplete = true;
            });
        }

        return services;
    }

    /// <summary>Returns the retry policy: eight attempts within about two and a half hours.</summary>
    private static RetryPolicy RetriesOf(HostSettings settings) =>
        RetryPolicy.Exponential(7, settings.FirstRetryDelay, 4, TimeSpan.FromHours(1), 0.2);

    /// <summary>
    /// Limits backfills so that one thread of each process stays free for uploads. With a limit for all processes, the
    /// operator must choose it accordingly.
    /// </summary>
    private static void LimitBackfills(IQuartzBuilder quartz, HostSettings settings)
    {
        quartz.UseExecutionLimits(limits =>
        {
            if (settings.ClusterConcurrency is { } limit)
                limits.ForGroup(ClassificationJobs.BackfillGroup, limit, ExecutionLimitScope.Cluster);
            else
                limits.ForGroup(ClassificationJobs.BackfillGroup, Math.Max(settings.Concurrency - 1, 1));
            limits.ForGroup(ClassificationJobs.UploadGroup, settings.Concurrency);
        });
    }

    private static void UseFile(IQuartzBuilder quartz, HostSettings settings)
    {
        quartz.UsePersistentStore(store =>
        {
            store.UseSqlite(SqliteDatabase.ConnectionStringFor(settings.DatabasePath));
            store.ProvisionSchema();
            store.ConfigureStore(options => options.RecoverFiringsCancelledByShutdown = true);
        });
    }

    private static void UseCluster(IQuartzBuilder quartz, PostgresAddress address, HostSettings settings)
    {
        // The interval of polling for jobs that other processes queued. The minimum of Quartz is one second.
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
