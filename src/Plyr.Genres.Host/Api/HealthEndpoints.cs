using System.Data.Common;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Api;

/// <summary>Reports whether the host is ready, and why not.</summary>
internal static class HealthEndpoints
{
    /// <summary>How long the database may take. A load balancer wants an answer within 5 seconds.</summary>
    private static readonly TimeSpan DatabaseTimeout = TimeSpan.FromSeconds(4);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", GetAsync).WithTags("Health").WithName("GetHealth").WithSummary("Ready or not, with the reasons.")
            .Produces<HealthView>().Produces<HealthView>(503);

    private static async Task<IResult> GetAsync(
        HostSettings settings, ITrackCatalog catalog, AudioStore audio, IOptionsMonitor<PlyrGenresOptions> options, ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger(typeof(HealthEndpoints).FullName!);
        var problems = new List<string>();
        var remarks = new List<string>();
        if (settings.IsSimulated)
            remarks.Add("The simulator stands in for Replicate; suggestions are made up.");
        else if (!settings.HasModel)
            problems.Add($"{SettingNames.Token} is missing and the simulator is off, so nothing is classified.");
        var (ownsTracks, database) = await CheckDatabaseAsync(catalog, logger, cancellationToken);
        if (database is not null)
            problems.Add(database);
        if (ownsTracks && FolderProblem(audio, logger) is { } folder)
            problems.Add(folder);
        if (!ownsTracks)
            remarks.Add(StartReport.Guest);

        var enabled = options.CurrentValue.Enabled;
        if (!enabled && (settings.HasModel || settings.IsSimulated))
            remarks.Add($"Classification is switched off by {SettingNames.Enabled}.");
        var ready = problems.Count == 0;
        return TypedResults.Json(
            new HealthView(ready, settings.IsSimulated, enabled ? "enabled" : "disabled", [.. problems, .. remarks]), statusCode: ready ? 200 : 503);
    }

    /// <summary>The details are logged; a visitor needs no path or address of the server.</summary>
    private static async Task<(bool OwnsTracks, string? Problem)> CheckDatabaseAsync(ITrackCatalog catalog, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            return (await CheckAsync().WaitAsync(DatabaseTimeout, cancellationToken), null);
        }
        catch (Exception exception) when (exception is DbException or TimeoutException)
        {
            HealthLog.DatabaseNotWritable(logger, exception);
            return (true, exception switch
            {
                TimeoutException => "The database does not answer.",
                _ when StorageFailure.IsFull(exception) => "The database's disk is full.",
                _ => "The database can't be written.",
            });
        }

        async Task<bool> CheckAsync()
        {
            await catalog.CheckWritableAsync(cancellationToken);
            return await catalog.OwnsTracksAsync(cancellationToken);
        }
    }

    private static string? FolderProblem(AudioStore audio, ILogger logger)
    {
        try
        {
            audio.CheckWritable();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            HealthLog.FolderNotWritable(logger, exception);
            return StorageFailure.IsFull(exception) ? "The disk of the audio folder is full." : "The audio folder can't be written.";
        }
    }
}
