using Microsoft.Extensions.DependencyInjection.Extensions;
using Plyr.Genres.Host.Api;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host.Tagging;

/// <summary>Registers genre tagging: the package over this host's tables, with Replicate or the simulator behind it.</summary>
internal static class GenreTaggingServices
{
    public static IServiceCollection AddGenreTagging(this IServiceCollection services, HostSettings settings, ReplicateSimulator? simulator)
    {
        var genres = services
            .AddPlyrGenres(options =>
            {
                options.Enabled = settings.HasToken || simulator is not null;
                options.MaxTagsPerTrack = TrackText.MaxTags;
            })
            .UseTrackStore<SqliteTrackExtraStore>();
        if (settings.HasToken || simulator is not null)
            services.AddPlyrGenres(settings.Configuration);
        if (simulator is not null)
            services.AddPlyrGenres(options => Use(simulator, options));
        services.AddAudioUrls(settings, simulator);
        return services;
    }

    private static void Use(ReplicateSimulator simulator, PlyrGenresOptions options)
    {
        options.BaseAddress = simulator.BaseAddress;
        options.ApiToken = simulator.Token;
        options.AllowedOutputHosts.Add(simulator.FileOrigin.Authority);
    }
}
