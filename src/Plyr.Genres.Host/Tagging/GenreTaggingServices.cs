using Plyr.Genres.Host.Api;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host.Tagging;

/// <summary>Registers genre tagging: the package over this host's tables, with Replicate or the simulator behind it.</summary>
internal static class GenreTaggingServices
{
    private const string DirectKey = "direct";

    public static IServiceCollection AddGenreTagging(this IServiceCollection services, HostSettings settings, ReplicateSimulator? simulator)
    {
        var genres = services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.AutoTags.MaxTagsPerTrack = TrackText.MaxTags;
            // Several processes may work on one database (on SQLite, serve and a backfill), and a track that two are asked for is paid once.
            options.ClaimRuns = true;
        });
        _ = settings.Postgres is null ? genres.UseTrackStore<SqliteTrackExtraStore>() : genres.UseTrackStore<PostgresTrackExtraStore>();
        services.AddPlyrGenres(settings.Configuration);
        if (settings.Vocabulary is { } vocabulary)
            services.AddPlyrGenres(vocabulary.ApplyTo);
        if (simulator is not null)
            services.AddPlyrGenres(options => Use(simulator, options));
        else if (!settings.HasModel)
            services.AddPlyrGenres(options => (options.Enabled, options.Replicate.Simulated) = (false, settings.IsSimulated));
        AddAudioUrls(services, settings);
        return services;
    }

    internal static void Use(ReplicateSimulator simulator, PlyrGenresOptions options)
    {
        options.Replicate.BaseAddress = simulator.BaseAddress;
        options.Replicate.ApiToken = simulator.Token;
        options.Replicate.AllowedOutputHosts.Add(simulator.FileOrigin.Authority);
        options.Replicate.Simulated = true;
    }

    private static void AddAudioUrls(IServiceCollection services, HostSettings settings)
    {
        if (settings.SendsAudioInline)
        {
            services.AddSingleton<IAudioUrls, InlineAudioUrls>();
            WrapClassifier(services);
        }
        else
        {
            services.AddSingleton<IAudioUrls>(provider => new HttpAudioUrls(AddressOf(settings, provider)));
        }
    }

    /// <summary>What runs on this machine fetches from the port that the host really got. A worker listens on none, and for a command nobody fetches.</summary>
    private static Func<Uri> AddressOf(HostSettings settings, IServiceProvider provider)
    {
        if (settings.Role is HostRole.Command)
            return () => settings.PublicBaseUrl ?? settings.ListenAddress;
        return settings.PublicBaseUrl is { } address && (settings.HasModel || settings.Role is HostRole.Worker) ? () => address : () => ListenAddress.Of(provider);
    }

    /// <summary>Puts <see cref="InlineAudioClassifier"/> around the classifier that the package registered.</summary>
    private static void WrapClassifier(IServiceCollection services)
    {
        var direct = services.Last(service => service.ServiceType == typeof(IGenreClassifier) && !service.IsKeyedService);
        services.Add(ServiceDescriptor.KeyedSingleton(typeof(IGenreClassifier), DirectKey, direct.ImplementationType!));
        services.AddSingleton<IGenreClassifier>(provider => new InlineAudioClassifier(
            provider.GetRequiredKeyedService<IGenreClassifier>(DirectKey), provider.GetRequiredService<AudioStore>(), provider.GetRequiredService<ITrackCatalog>()));
    }
}
