using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.ResponseCompression;
using Plyr.Genres.Host.Api;
using Plyr.Genres.Host.Backfills;
using Plyr.Genres.Host.Health;
using Plyr.Genres.Host.Jobs;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Host.Uploads;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host;

/// <summary>Builds the web application.</summary>
internal static class HostWeb
{
    public static WebApplication Build(
        HostSettings settings, ReplicateSimulator? simulator, Action<IServiceCollection>? configure)
    {
        // The page and the settings are in the program's folder, not in the current one.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(settings.Configuration);
        AddServices(builder.Services, settings, simulator);
        configure?.Invoke(builder.Services);
        SteadyTime.Wrap(builder.Services);
        var app = builder.Build();
        app.Urls.Clear();
        app.Urls.Add(settings.ListenAddress.GetLeftPart(UriPartial.Authority));
        Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, HostSettings settings, ReplicateSimulator? simulator)
    {
        HostServices.Add(services, settings, simulator);
        services.Configure<HostFilteringOptions>(options =>
        {
            options.AllowedHosts = AllowedHosts(settings);
            options.AllowEmptyHosts = false;
        });
        services.AddSingleton<UploadReader>().AddSingleton<TrackUploads>();
        services.AddSingleton<OnDemandLimits>();
        services.AddSingleton<PageBackfill>();
        services.AddHostedService(provider => provider.GetRequiredService<PageBackfill>());
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage").AddCheck<ModelHealthCheck>("model");
        // Safe over HTTPS: responses contain no secret that their compressed length could reveal.
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes =
                [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml"];
        });
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails =
            context => Problems.Complete(context.ProblemDetails, context.Exception));
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Plyr.Genres reference host";
            document.Info.Version = "1";
            return Task.CompletedTask;
        }));
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        });
    }

    /// <summary>
    /// Returns the host names that a host on a loopback address accepts, which prevents DNS rebinding: another site's
    /// name that resolves to this machine would otherwise count as the same origin. An empty array means those of the
    /// setting AllowedHosts, or any.
    /// </summary>
    private static string[] AllowedHosts(HostSettings settings)
    {
        if (!settings.ListenAddress.IsLoopback || settings.Configuration[SettingNames.AllowedHosts] is not null)
            return [];
        string[] names = ["localhost", "127.0.0.1", "[::1]", settings.ListenAddress.Host];
        return settings.PublicBaseUrl is { } address ? [.. names, address.Host] : names;
    }

    private static void Map(WebApplication app)
    {
        app.Use(SecurityHeaders.ApplyAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
        app.UseStatusCodePages();
        app.UseResponseCompression();
        app.UseDefaultFiles();
        // The browser revalidates each file, so that the page and its scripts are of the same version.
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
        app.UseRouting();
        app.MapOpenApi();
        TrackEndpoints.Map(app);
        UploadEndpoints.Map(app);
        AudioEndpoints.Map(app);
        GenreEndpoints.Map(app);
        TagEndpoints.Map(app);
        LibraryEndpoints.Map(app);
        BackfillEndpoints.Map(app);
        HealthEndpoints.Map(app);
    }

    /// <summary>Returns 503 or 507 for failures that pass, such as a full disk, and 500 for defects.</summary>
    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when StorageFailure.IsFull(exception) => StatusCodes.Status507InsufficientStorage,
        _ when StorageFailure.IsDatabaseUnavailable(exception) => StatusCodes.Status503ServiceUnavailable,
        _ when StorageFailure.IsFolderUnavailable(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
