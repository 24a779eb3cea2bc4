using Microsoft.Extensions.DependencyInjection;

namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>The package as a host registers it.</summary>
internal static class Containers
{
    public static readonly Uri Audio = new("https://audio.example/track.mp3");

    /// <summary>The Replicate client over answers from memory.</summary>
    public static ServiceProvider OverMemory(byte[] output)
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres(options => (options.Enabled, options.Replicate.ApiToken) = (true, "r8_benchmark"))
            .HttpClient.ConfigurePrimaryHttpMessageHandler(() => new CannedReplicate(output));
        return services.BuildServiceProvider();
    }

    /// <summary>A store with the lifetime that a host gives it, and a classifier of the host's own.</summary>
    public static ServiceProvider Over<TStore>(IGenreClassifier classifier)
        where TStore : class, ITrackExtraStore
    {
        var services = new ServiceCollection();
        services.AddSingleton(classifier);
        services.AddPlyrGenres(options => options.Enabled = true).UseTrackStore<TStore>();
        return services.BuildServiceProvider();
    }

    public static ServiceProvider Over(ITrackExtraStore store, IGenreClassifier classifier)
    {
        var services = new ServiceCollection();
        services.AddSingleton(classifier);
        services.AddPlyrGenres(options => options.Enabled = true).UseTrackStore(store);
        return services.BuildServiceProvider();
    }
}
