using Plyr.Genres.Host.Api;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host.Tagging;

/// <summary>Adds genre tagging with this host's tables and the configured model.</summary>
internal static class GenreTaggingServices
{
    public static IServiceCollection AddGenreTagging(
        this IServiceCollection services, HostSettings settings, ReplicateSimulator? simulator)
    {
        var genres = services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.AutoTags.MaxTagsPerTrack = TrackText.MaxTags;

            // Several processes may share a database (on SQLite, serve and a backfill) and classify the same track.
            options.ClaimRuns = true;
        });
        _ = settings.Postgres is null
            ? genres.UseTrackStore<SqliteTrackExtraStore>()
            : genres.UseTrackStore<PostgresTrackExtraStore>();
        services.AddPlyrGenres(settings.Configuration);
        if (settings.Vocabulary is { } vocabulary)
            services.AddPlyrGenres(vocabulary.ApplyTo);
        genres.UseModel(settings, settings.Model, simulator);
        services.AddSingleton<FailureText>();
        return services;
    }

    /// <summary>Configures the model.</summary>
    /// <param name="genres">The builder, after the configuration was added.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="model">The kind of model.</param>
    /// <param name="simulator">The running simulator; null in a command that doesn't use the model.</param>
    public static PlyrGenresBuilder UseModel(
        this PlyrGenresBuilder genres, HostSettings settings, ModelKind model, ReplicateSimulator? simulator)
    {
        if (model is ModelKind.None || (model is ModelKind.Simulator && simulator is null))
            genres.Services.AddPlyrGenres(options => options.Enabled = false);
        if (model is ModelKind.Simulator)
            genres.Services.AddPlyrGenres(options => Use(simulator, options));
        if (model is ModelKind.Local)
        {
            genres.UseLocalModel(options =>
            {
                LocalModelSettings.Apply(settings.Configuration, options);
                options.ModelPath = settings.ModelFile!;
            });
        }

        return genres;
    }

    private static void Use(ReplicateSimulator? simulator, PlyrGenresOptions options)
    {
        options.Replicate.Simulated = true;
        if (simulator is null)
            return;
        options.Replicate.BaseAddress = simulator.BaseAddress;
        options.Replicate.ApiToken = simulator.Token;
        options.Replicate.AllowedOutputHosts.Add(simulator.FileOrigin.Authority);
    }
}
