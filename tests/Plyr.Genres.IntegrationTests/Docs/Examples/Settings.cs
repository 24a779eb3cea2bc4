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
        builder.Services.AddPlyrGenres(builder.Configuration);
        builder.Services.Configure<PlyrGenresOptions>(builder.Configuration.GetSection("PlyrGenres"));
        // end
    }

    public static void Handlers(WebApplicationBuilder builder)
    {
        // snippet: settings-handler
        builder.Services.AddTransient<OutgoingLimit>();
        builder.Services.AddPlyrGenres(builder.Configuration).HttpClient.AddHttpMessageHandler<OutgoingLimit>();
        // end
    }

    public static void OwnParts(WebApplicationBuilder builder)
    {
        // snippet: settings-own-parts
        builder.Services.AddSingleton<IGenreClassifier, HouseClassifier>();
        builder.Services.AddSingleton(new AutoTagPolicy(ratio: 0.7, limit: 3));
        // end
    }
}
