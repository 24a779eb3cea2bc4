using Microsoft.Extensions.DependencyInjection;

namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Provides a container whose classifier is the small model, as a host registers it.</summary>
internal sealed class LocalModel : IDisposable
{
    private readonly ServiceProvider _provider;

    public LocalModel(
        Action<LocalModelOptions>? configure = null,
        Action<PlyrGenresOptions>? settings = null,
        TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services
            .AddPlyrGenres(options =>
            {
                options.Enabled = true;
                settings?.Invoke(options);
            })
            .UseTrackStore<InMemoryTrackExtraStore>()
            .UseLocalModel(options =>
            {
                options.ModelPath = ModelFiles.Small;
                configure?.Invoke(options);
            });
        _provider = services.BuildServiceProvider(new ServiceProviderOptions
        {
            ValidateOnBuild = true,
            ValidateScopes = true,
        });
        Classifier = _provider.GetRequiredService<IGenreClassifier>();
    }

    public IGenreClassifier Classifier { get; }

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public void Dispose() => _provider.Dispose();
}
