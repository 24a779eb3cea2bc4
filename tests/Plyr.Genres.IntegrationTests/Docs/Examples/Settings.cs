using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Plyr.Genres;

namespace Example.Settings;

internal static class Settings
{
    public static void InCode(WebApplicationBuilder builder)
    {
        // snippet: settings-in-code
        builder.Services.AddPlyrGenres(options =>
        {
            options.Enabled = true;
            options.Replicate.ApiToken = builder.Configuration["REPLICATE_API_TOKEN"];
            options.AutoTags.MaxTagsPerTrack = 10;
            options.Aliases["bossanova"] = "bossa nova";
            options.IgnoredNames.Add("non-music");
        });
        // end
    }

    public static void InConfiguration(WebApplicationBuilder builder)
    {
        // snippet: settings-in-configuration
        builder.Services.AddPlyrGenres(builder.Configuration.GetSection("PlyrGenres"));
        // end
    }

    public static void Vocabulary(WebApplicationBuilder builder)
    {
        // snippet: settings-vocabulary
        builder.Services.AddPlyrGenres(options =>
        {
            options.Names = GenreNames.StylesOnly;
            options.Aliases["drum n bass"] = "dnb";
            options.AllowedNames = ["dnb", "house", "techno"];
            options.MinConfidence = 0.05;
        });
        // end
    }

    public static void SecondModel(WebApplicationBuilder builder)
    {
        // snippet: settings-second-model
        builder.Services.AddPlyrGenres(builder.Configuration);
        builder.Services.AddKeyedSingleton<IGenreClassifier, HouseClassifier>("house");
        builder.Services.AddKeyedSingleton("house", new GenreLabelNormalizer(topN: 3));
        // end
    }

    public static void Handlers(WebApplicationBuilder builder)
    {
        // snippet: outgoing-limit-registration
        builder.Services.AddTransient<OutgoingLimit>();
        builder.Services.AddPlyrGenres(builder.Configuration).HttpClient.AddHttpMessageHandler<OutgoingLimit>();
        // end
    }

    public static void OwnClassifier(WebApplicationBuilder builder)
    {
        // snippet: settings-own-classifier
        builder.Services.AddPlyrGenres(builder.Configuration).UseClassifier<HouseClassifier>();
        // end
    }
}
