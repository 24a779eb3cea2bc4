using Microsoft.Extensions.DependencyInjection;

namespace Plyr.Genres.Benchmarks.Inputs;

/// <summary>Creates containers with the package.</summary>
internal static class Containers
{
    public static readonly Uri Audio = new("https://audio.example/track.mp3");

    /// <summary>Creates a container with the Replicate client and answers from memory.</summary>
    public static ServiceProvider OverMemory(byte[] output)
    {
        var services = new ServiceCollection();
        var builder = services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.Replicate.ApiToken = "r8_benchmark";
        });
        builder.HttpClient.ConfigurePrimaryHttpMessageHandler(() => new CannedReplicate(output));
        return services.BuildServiceProvider();
    }

    /// <summary>Creates a container with a scoped store and a classifier.</summary>
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
