using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Costs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.Host.Storage.Sqlite;

namespace Plyr.Genres.Host.Storage;

/// <summary>Adds the services of the database and the audio files.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddTrackStorage(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new AudioInspector("ffprobe"))
            .AddSingleton<AudioStore>()
            .AddSingleton<IHostedAudio, HostedAudio>()
            .AddSingleton<AudioFolderOwner>()
            .AddSingleton<AudioRemoval>()
            .AddSingleton<AudioSweep>();
        return settings.Postgres is { } address ? services.AddPostgres(address) : services.AddSqlite(settings);
    }

    /// <summary>
    /// Creates the folders for <c>serve</c>. Other commands require an existing database.
    /// </summary>
    /// <exception cref="SettingsException">The database doesn't exist, or a folder can't be created.</exception>
    public static void PrepareFolders(HostSettings settings)
    {
        if (settings.Role is HostRole.Server)
        {
            CreateFolder(settings.DataFolder);
            if (settings.Postgres is null)
                CreateFolder(Path.GetDirectoryName(settings.DatabasePath)!);
        }
        else if (settings.Postgres is null && !File.Exists(settings.DatabasePath))
        {
            throw new SettingsException(
                $"There is no database {settings.DatabasePath}. Set {SettingNames.DataFolder} (--data) or "
                + $"{SettingNames.DatabaseUrl} (--database) to the one that serve uses.");
        }
    }

    private static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(
                $"The folder {path} can't be created. Set {SettingNames.DataFolder} (--data) or "
                + $"{SettingNames.DatabaseUrl} (--database) to a place where this account may write.");
        }
    }

    /// <summary>
    /// Creates missing tables. In PostgreSQL, only <c>migrate</c> creates the table of tracks, and commands that don't
    /// use the model create no tables.
    /// </summary>
    public static async Task PrepareTablesAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var settings = services.GetRequiredService<HostSettings>();
        if (settings.Postgres is null)
        {
            await SqliteSchema.EnsureAsync(services.GetRequiredService<SqliteDatabase>(), cancellationToken);
            return;
        }

        var source = services.GetRequiredService<NpgsqlDataSource>();
        await PostgresSchema.RequireTracksAsync(source, cancellationToken);
        if (settings.Role is HostRole.Server or HostRole.Worker)
            await PostgresSchema.EnsureOwnTablesAsync(source, cancellationToken);
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services, HostSettings settings) => services
        .AddSingleton(_ => new SqliteDatabase(settings.DatabasePath, settings.IsRepeatable))
        .AddSingleton<SqliteTrackRows>()
        .AddSingleton<SqliteTrackExtraStore>()
        .AddSingleton<ICostLedger, SqliteCostLedger>()
        .AddSingleton<ITrackCatalog, SqliteTrackCatalog>()
        .AddSingleton<ITrackSearch, SqliteTrackSearch>();

    private static IServiceCollection AddPostgres(this IServiceCollection services, PostgresAddress address) => services
        .AddSingleton(_ => NpgsqlDataSource.Create(address.ConnectionString))
        .AddSingleton<PostgresPool>()
        .AddSingleton<PostgresTrackRows>()
        .AddSingleton<PostgresStoredTracks>()
        .AddSingleton<PostgresTrackExtraStore>()
        .AddSingleton<PostgresListings>()
        .AddSingleton<ICostLedger, PostgresCostLedger>()
        .AddSingleton<ITrackCatalog, PostgresTrackCatalog>()
        .AddSingleton<ITrackSearch, PostgresTrackSearch>();
}
