using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres;

namespace Example.LocalModel;

/// <summary>The programs of local-model.md and of the package's readme.</summary>
internal static class LocalModel
{
    public static async Task RunAsync(string[] args)
    {
        var services = new ServiceCollection();
        services.AddPlyrGenres().UseLocalModel("discogs-effnet-bsdynamic-1.onnx");
        using var provider = services.BuildServiceProvider();

        var classifier = provider.GetRequiredService<IGenreClassifier>();
        var answer = await classifier.ClassifyAsync(AudioSource.FromFile(args[0]));
        foreach (var genre in new GenreLabelNormalizer().Normalize(answer.Labels))
            Console.WriteLine($"{genre.Confidence:0.0000} {genre.Name}");
    }

    public static void Register(WebApplicationBuilder builder)
    {
        // snippet: local-model-host
        builder.Services.AddPlyrGenres(options => options.Enabled = true).UseLocalModel(options =>
        {
            options.ModelPath = "/models/discogs-effnet-bsdynamic-1.onnx";
            options.Concurrency = 4;
        });
        // end
    }
}
