using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Plyr.Genres;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What is left to say after <c>AddPlyrGenres</c>: where the tracks are, and what a host adds to the HTTP client.</summary>
public sealed class PlyrGenresBuilder
{
    internal PlyrGenresBuilder(IServiceCollection services, IHttpClientBuilder httpClient) => (Services, HttpClient) = (services, httpClient);

    /// <summary>The registrations of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// The HTTP client that asks Replicate, for a host's own handlers: a proxy, a circuit breaker. Handlers must not repeat a POST, because
    /// each one that arrives is a run that costs money, and must let a request take its 10 seconds of waiting.
    /// </summary>
    public IHttpClientBuilder HttpClient { get; }

    /// <summary>Says which store holds the tracks.</summary>
    /// <typeparam name="TStore">The store. If the host has registered it already, that registration is used.</typeparam>
    /// <param name="lifetime">
    /// The store's lifetime: scoped when nothing is said, which suits a store over a scoped database context;
    /// <see cref="InMemoryTrackExtraStore"/> is a singleton.
    /// </param>
    /// <returns>The same builder.</returns>
    public PlyrGenresBuilder UseTrackStore<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TStore>(
        ServiceLifetime? lifetime = null)
        where TStore : class, ITrackExtraStore
    {
        var used = lifetime
            ?? Services.LastOrDefault(service => service.ServiceType == typeof(TStore) && !service.IsKeyedService)?.Lifetime
            ?? (typeof(TStore) == typeof(InMemoryTrackExtraStore) ? ServiceLifetime.Singleton : ServiceLifetime.Scoped);
        Services.TryAdd(ServiceDescriptor.Describe(typeof(TStore), typeof(TStore), used));
        Services.Replace(ServiceDescriptor.Describe(typeof(ITrackExtraStore), provider => provider.GetRequiredService<TStore>(), used));
        return this;
    }

    /// <summary>Says which store holds the tracks.</summary>
    /// <param name="store">A store that serves all callers, from many threads at once; the container does not dispose it.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> is null.</exception>
    public PlyrGenresBuilder UseTrackStore(ITrackExtraStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Services.Replace(ServiceDescriptor.Singleton(store));
        return this;
    }
}
