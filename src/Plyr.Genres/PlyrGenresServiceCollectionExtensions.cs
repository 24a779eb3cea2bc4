using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plyr.Genres;
using Plyr.Genres.Diagnostics;
using Plyr.Genres.Options;
using Plyr.Genres.Replicate;
using Plyr.Genres.Runs;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds genre tagging to a service collection.</summary>
public static class PlyrGenresServiceCollectionExtensions
{
    /// <summary>Adds genre tagging and configures its options.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the options, after the configuration of earlier calls.</param>
    /// <returns>A builder for the track store and the classifier.</returns>
    public static PlyrGenresBuilder AddPlyrGenres(this IServiceCollection services, Action<PlyrGenresOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = services.AddPlyrGenres();
        services.Configure(configure);
        return builder;
    }

    /// <summary>Adds genre tagging and binds its options. A reload takes effect with the next operation.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">
    /// The section of the options, for example <c>PlyrGenres</c>: all options are bound, and an unknown key is an
    /// error. Or the root of a configuration: its section <c>PlyrGenres</c> is bound. Both read
    /// <c>REPLICATE_ENABLED</c>, <c>REPLICATE_API_TOKEN</c>, <c>REPLICATE_TOP_N</c> and
    /// <c>REPLICATE_TIMEOUT_SECONDS</c>, also from the root of the host's registered configuration; these names
    /// override the section.
    /// </param>
    /// <returns>A builder for the track store and the classifier.</returns>
    public static PlyrGenresBuilder AddPlyrGenres(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var builder = services.AddPlyrGenres();
        services.AddSingleton<IConfigureOptions<PlyrGenresOptions>>(Bind);
        services.AddSingleton<IOptionsChangeTokenSource<PlyrGenresOptions>>(Bind);
        return builder;

        ConfigurationOptions Bind(IServiceProvider provider) =>
            new(configuration, provider.GetService<IConfiguration>());
    }

    /// <summary>Adds genre tagging. A second call only adds configuration of the options.</summary>
    /// <param name="services">The host's services.</param>
    /// <returns>A builder for the track store and the classifier.</returns>
    public static PlyrGenresBuilder AddPlyrGenres(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(ClassificationRuns)))
            return new PlyrGenresBuilder(services, new RegisteredHttpClient(services));

        services.TryAddSingleton(TimeProvider.System);
        AddSettings(services);
        AddWorkflows(services);
        services.TryAddSingleton<IGenreClassifier, ReplicateGenreClassifier>();
        return new PlyrGenresBuilder(services, ReplicateHttpClient.AddTo(services));
    }

    private static void AddSettings(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<PlyrGenresOptions>();
        services.AddSingleton<IValidateOptions<PlyrGenresOptions>>(new PlyrGenresOptionsValidator(UsesReplicate));
        services.AddSingleton<IOptionsFactory<PlyrGenresOptions>, PlyrGenresOptionsFactory>();

        // Transient, so that each operation uses the current options.
        services.AddSingleton<ConfiguredRules>();
        services.TryAddTransient(provider => provider.GetRequiredService<ConfiguredRules>().Current.Normalizer);
        services.TryAddTransient(provider => provider.GetRequiredService<ConfiguredRules>().Current.Policy);

        // Called when the container is complete, so that a later registration counts.
        bool UsesReplicate() => services
            .LastOrDefault(service => service.ServiceType == typeof(IGenreClassifier) && !service.IsKeyedService)?
            .ImplementationType == typeof(ReplicateGenreClassifier);
    }

    private static void AddWorkflows(IServiceCollection services)
    {
        services.AddSingleton<GenreTelemetry>();
        services.AddSingleton<TrackStore>();
        services.AddSingleton<FailureCooldowns>();
        services.AddSingleton<RunGate>();
        services.AddSingleton(CreateWithLogger<ModelCall>);
        services.AddSingleton(CreateWithLogger<RunServices>);
        services.AddSingleton<ClassificationRuns>();

        // Their constructors are internal.
        services.TryAddSingleton(provider => new TrackGenres(
            provider.GetRequiredService<RunServices>(),
            provider.GetRequiredService<ClassificationRuns>(),
            provider.GetRequiredService<ConfiguredRules>()));
        services.TryAddSingleton(provider => new GenreBackfill(
            provider.GetRequiredService<TrackGenres>(),
            provider.GetRequiredService<ClassificationRuns>(),
            provider.GetRequiredService<RunServices>(),
            provider.GetRequiredService<ILogger<GenreBackfill>>()));
        services.TryAddSingleton(provider => new GenreAudit(
            provider.GetRequiredService<TrackStore>(), provider.GetRequiredService<GenreTelemetry>()));
    }

    /// <summary>Creates a service that writes to the log of <see cref="TrackGenres"/>.</summary>
    private static T CreateWithLogger<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(IServiceProvider provider) =>
        ActivatorUtilities.CreateInstance<T>(provider, provider.GetRequiredService<ILogger<TrackGenres>>());

    /// <summary>The client of an earlier call. Adding the client again would add its handlers again.</summary>
    private sealed record RegisteredHttpClient(IServiceCollection Services) : IHttpClientBuilder
    {
        public string Name => PlyrGenresDefaults.HttpClientName;
    }
}
