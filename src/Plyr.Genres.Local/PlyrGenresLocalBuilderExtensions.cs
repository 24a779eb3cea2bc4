using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Plyr.Genres;
using Plyr.Genres.Local;
using Plyr.Genres.Local.Model;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the model in this process to genre tagging.</summary>
public static class PlyrGenresLocalBuilderExtensions
{
    /// <summary>Classifies with a model file in this process instead of Replicate.</summary>
    /// <param name="builder">The builder that <c>AddPlyrGenres</c> returned.</param>
    /// <param name="modelPath">
    /// The path of the model file. Download it from <see cref="LocalModelDefaults.DownloadUrl"/>.
    /// </param>
    /// <returns>The same builder.</returns>
    public static PlyrGenresBuilder UseLocalModel(this PlyrGenresBuilder builder, string modelPath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(modelPath);
        return builder.UseLocalModel(options => options.ModelPath = modelPath);
    }

    /// <summary>Classifies with a model file in this process instead of Replicate.</summary>
    /// <param name="builder">The builder that <c>AddPlyrGenres</c> returned.</param>
    /// <param name="configure">Sets the options; <see cref="LocalModelOptions.ModelPath"/> is required.</param>
    /// <returns>The same builder.</returns>
    public static PlyrGenresBuilder UseLocalModel(this PlyrGenresBuilder builder, Action<LocalModelOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.TryAddSingleton<LoadedModel>();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<LocalModelOptions>, LocalModelValidator>());
        builder.Services.AddOptions<LocalModelOptions>().Configure(configure).ValidateOnStart();

        // Runs in this process are not billed, even if prices are set for Replicate.
        builder.Services.PostConfigure<PlyrGenresOptions>(options =>
        {
            options.Replicate.CostPerRun = 0;
            options.Replicate.CostPerSecond = 0;
        });
        return builder.UseClassifier<LocalGenreClassifier>();
    }
}
