using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plyr.Genres;
using Plyr.Genres.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers genre tagging.</summary>
public static class PlyrGenresServiceCollectionExtensions
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Registers genre tagging and settles its options.</summary>
    /// <param name="services">The host's registrations.</param>
    /// <param name="configure">Sets the options; called after what earlier calls said.</param>
    /// <returns>What is left to say: <c>UseTrackStore</c>.</returns>
    public static PlyrGenresBuilder AddPlyrGenres(this IServiceCollection services, Action<PlyrGenresOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddPlyrGenres();
        services.Configure(configure);
        return builder;
    }

    /// <summary>
    /// Registers genre tagging and reads <c>REPLICATE_ENABLED</c>, <c>REPLICATE_API_TOKEN</c>, <c>REPLICATE_TOP_N</c> and
    /// <c>REPLICATE_TIMEOUT_SECONDS</c>; a reload of the configuration takes effect with the next operation.
    /// </summary>
    /// <param name="services">The host's registrations.</param>
    /// <param name="configuration">The configuration that has those names at its top.</param>
    /// <returns>What is left to say: <c>UseTrackStore</c>.</returns>
    public static PlyrGenresBuilder AddPlyrGenres(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var builder = services.AddPlyrGenres();
        services.AddSingleton<IConfigureOptions<PlyrGenresOptions>>(Bind);
        services.AddSingleton<IOptionsChangeTokenSource<PlyrGenresOptions>>(Bind);
        return builder;

        ConfigurationOptions Bind(IServiceProvider provider) => new(configuration, provider.GetService<IConfiguration>());
    }

    /// <summary>Registers genre tagging. A second call adds nothing but what it says about the options.</summary>
    /// <param name="services">The host's registrations.</param>
    /// <returns>What is left to say: <c>UseTrackStore</c>.</returns>
    public static PlyrGenresBuilder AddPlyrGenres(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(Marker)))
            return new PlyrGenresBuilder(services, new RegisteredHttpClient(services));

        services.AddSingleton<Marker>();
        services.TryAddSingleton(TimeProvider.System);
        AddSettings(services);
        AddWorkflows(services);
        services.TryAddSingleton<IGenreClassifier, ReplicateGenreClassifier>();
        return new PlyrGenresBuilder(services, AddHttpClient(services));
    }

    private static void AddSettings(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<PlyrGenresOptions>();
        services.AddSingleton<IValidateOptions<PlyrGenresOptions>>(new PlyrGenresOptionsValidator(services));
        services.AddSingleton<IOptionsFactory<PlyrGenresOptions>, PlyrGenresOptionsFactory>();

        // Transient, so that each operation sees the settings of its moment; a host's own instance takes their place.
        services.AddSingleton<ConfiguredRules>();
        services.TryAddTransient(provider => provider.GetRequiredService<ConfiguredRules>().Normalizer);
        services.TryAddTransient(provider => provider.GetRequiredService<ConfiguredRules>().Policy);
    }

    private static void AddWorkflows(IServiceCollection services)
    {
        services.AddSingleton<GenreTelemetry>();
        services.AddSingleton<TrackStore>();
        services.AddSingleton<RunClaims>();
        services.AddSingleton<ModelCall>();
        services.AddSingleton<FailureCooldowns>();
        services.AddSingleton<UnstoredAnswers>();
        services.AddSingleton<TrackRun>();
        services.AddSingleton<SharedRuns>();
        services.AddSingleton<AutoTagSettlement>();
        services.TryAddSingleton(provider => new TrackGenres(
            provider.GetRequiredService<TrackStore>(),
            provider.GetRequiredService<SharedRuns>(),
            provider.GetRequiredService<FailureCooldowns>(),
            provider.GetRequiredService<UnstoredAnswers>(),
            provider.GetRequiredService<AutoTagSettlement>(),
            provider.GetRequiredService<IOptionsMonitor<PlyrGenresOptions>>(),
            provider.GetRequiredService<GenreTelemetry>(),
            provider.GetRequiredService<ILogger<TrackGenres>>()));
        services.TryAddSingleton(provider => new GenreBackfill(
            provider.GetRequiredService<TrackGenres>(),
            provider.GetRequiredService<SharedRuns>(),
            provider.GetRequiredService<TrackStore>(),
            provider.GetRequiredService<IOptionsMonitor<PlyrGenresOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<GenreTelemetry>(),
            provider.GetRequiredService<ILogger<GenreBackfill>>()));
        services.TryAddSingleton(provider => new GenreAudit(
            provider.GetRequiredService<TrackStore>(), provider.GetRequiredService<GenreTelemetry>()));
    }

    private static IHttpClientBuilder AddHttpClient(IServiceCollection services) => services
        .AddHttpClient(PlyrGenresDefaults.HttpClientName)
        .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)

        // Four entries for each request would say, with whole addresses, what the package's own entries say without.
        .RemoveAllLoggers()
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            // Redirects are followed by hand, to allowed hosts only; cookies of pooled handlers would be shared by all callers.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
        });

    private sealed class Marker;

    /// <summary>The client of an earlier call: asking the factory for a builder again would register its parts again.</summary>
    private sealed record RegisteredHttpClient(IServiceCollection Services) : IHttpClientBuilder
    {
        public string Name => PlyrGenresDefaults.HttpClientName;
    }
}
