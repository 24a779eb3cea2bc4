using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Plyr.Genres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides further configuration: the track store, the classifier and the HTTP client.</summary>
public sealed class PlyrGenresBuilder
{
    internal PlyrGenresBuilder(IServiceCollection services, IHttpClientBuilder httpClient)
    {
        Services = services;
        HttpClient = httpClient;
    }

    /// <summary>Gets the host's services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Gets the builder of the HTTP client for Replicate, for a host's own handlers, for example a proxy or a circuit
    /// breaker. A handler's timeout must be more than 10 seconds, for which Replicate can hold a request; an upload
    /// takes longer. A handler that repeats the request that creates a run receives an exception, because a second run
    /// would be charged.
    /// </summary>
    public IHttpClientBuilder HttpClient { get; }

    /// <summary>Sets the store of the tracks.</summary>
    /// <typeparam name="TStore">The store. An existing registration of the host is used.</typeparam>
    /// <param name="lifetime">The lifetime; scoped by default, or singleton for the store in memory.</param>
    /// <returns>The same builder.</returns>
    public PlyrGenresBuilder UseTrackStore<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(
            ServiceLifetime? lifetime = null)
        where TStore : class, ITrackExtraStore
    {
        var registered = Services
            .LastOrDefault(service => service.ServiceType == typeof(TStore) && !service.IsKeyedService)?.Lifetime;
        var isInMemory = typeof(TStore) == typeof(InMemoryTrackExtraStore);
        var used = registered ?? lifetime ?? (isInMemory ? ServiceLifetime.Singleton : ServiceLifetime.Scoped);
        Services.TryAdd(ServiceDescriptor.Describe(typeof(TStore), typeof(TStore), used));
        Services.Replace(ServiceDescriptor.Describe(
            typeof(ITrackExtraStore), provider => provider.GetRequiredService<TStore>(), used));
        return this;
    }

    /// <summary>Sets the store of the tracks.</summary>
    /// <param name="store">A thread-safe store. The container does not dispose it.</param>
    /// <returns>The same builder.</returns>
    public PlyrGenresBuilder UseTrackStore(ITrackExtraStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Services.Replace(ServiceDescriptor.Singleton(store));
        return this;
    }

    /// <summary>Replaces the Replicate client by another classifier. No API token is needed then.</summary>
    /// <typeparam name="TClassifier">The classifier, registered as a singleton. It must be thread-safe.</typeparam>
    /// <returns>The same builder.</returns>
    public PlyrGenresBuilder UseClassifier<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClassifier>()
        where TClassifier : class, IGenreClassifier
    {
        Services.Replace(ServiceDescriptor.Singleton<IGenreClassifier, TClassifier>());
        return this;
    }

    /// <summary>Replaces the Replicate client by another classifier. No API token is needed then.</summary>
    /// <param name="create">Creates the classifier, once. It must be thread-safe.</param>
    /// <returns>The same builder.</returns>
    public PlyrGenresBuilder UseClassifier(Func<IServiceProvider, IGenreClassifier> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.Replace(ServiceDescriptor.Singleton(create));
        return this;
    }
}
