using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Health;

/// <summary>
/// Checks that tracks and uploads can be stored. Details are logged only, because the response is public and must not
/// contain paths or addresses.
/// </summary>
internal sealed class StorageHealthCheck(
    ITrackCatalog catalog, AudioStore audio, ILogger<StorageHealthCheck> logger) : IHealthCheck
{
    /// <summary>The timeout of the database. Load balancers usually wait for 5 seconds.</summary>
    private static readonly TimeSpan DatabaseTimeout = TimeSpan.FromSeconds(4);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (ownsTracks, database) = await CheckDatabaseAsync(cancellationToken);
        string?[] problems = [database, ownsTracks ? FolderProblem() : null];
        if (problems.Any(problem => problem is not null))
            return HealthCheckResult.Unhealthy(string.Join(' ', problems.OfType<string>()));
        return HealthCheckResult.Healthy(ownsTracks ? null : StartReport.Guest);
    }

    private async Task<(bool OwnsTracks, string? Problem)> CheckDatabaseAsync(CancellationToken cancellationToken)
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
                TimeoutException => "The database does not respond.",
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

    private string? FolderProblem()
    {
        try
        {
            audio.CheckWritable();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            HealthLog.FolderNotWritable(logger, exception);
            return StorageFailure.IsFull(exception)
                ? "The disk of the audio folder is full."
                : "The audio folder can't be written.";
        }
    }
}
