using Microsoft.Extensions.DependencyInjection.Extensions;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Sqlite;

namespace Plyr.Genres.Host.Storage;

/// <summary>Registers the database and the audio files.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddTrackStorage(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AudioStore>().AddSingleton<AudioSweep>();
        services.AddSingleton(_ => new SqliteDatabase(settings.DatabasePath));
        services.AddSingleton<SqliteTrackRows>();
        services.AddSingleton<SqliteTrackExtraStore>();
        services.AddSingleton<ITrackCatalog, SqliteTrackCatalog>();
        return services;
    }

    public static void CreateFolders(HostSettings settings)
    {
        Directory.CreateDirectory(settings.DataFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(settings.DatabasePath)!);
    }

    /// <summary>Makes the tables that are missing.</summary>
    public static Task PrepareTablesAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        SqliteSchema.EnsureAsync(services.GetRequiredService<SqliteDatabase>(), cancellationToken);
}
