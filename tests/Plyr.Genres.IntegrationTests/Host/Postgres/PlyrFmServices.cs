using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>The package over plyr.fm's tables, with the scripted classifier in the place of the model.</summary>
internal static class PlyrFmServices
{
    public static ServiceProvider Create(PostgresDatabase database, IGenreClassifier classifier)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSingleton(_ => NpgsqlDataSource.Create(database.ConnectionString))
                .AddSingleton<IHostedAudio, NoHostedAudio>()
            .AddSingleton<PostgresPool>()
                .AddSingleton<PostgresTrackRows>()
                .AddSingleton<PostgresTrackExtraStore>()
                .AddSingleton(classifier);
        services.AddPlyrGenres(options => options.Enabled = true).UseTrackStore<PostgresTrackExtraStore>();
        return services.BuildServiceProvider();
    }
}
