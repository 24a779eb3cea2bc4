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

/// <summary>Puts the web application together.</summary>
internal static class HostWeb
{
    public static WebApplication Build(
        HostSettings settings, ReplicateSimulator? simulator, Action<IServiceCollection>? configure)
    {
        // The page and the settings lie beside the program, wherever it is started.
        var builder =
            WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
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
        // Nothing secret is sent that the length of a compressed response could reveal.
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes =
                [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml"];
        });
        services.AddProblemDetails(
            problems =>
                problems.CustomizeProblemDetails = context =>
                    Problems.Complete(context.ProblemDetails, context.Exception));
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
    /// The names under which a host that listens on this machine only may be addressed. A page of a stranger, whose
    /// name leads to this machine by now, would be taken for the host's own page otherwise. None: what the setting
    /// AllowedHosts says, or any.
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
        // Asked for again each time and answered with 304: a page never runs with yesterday's scripts.
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

    /// <summary>
    /// A database that is away and a disk that is full are states of the service, which pass; everything else is a
    /// defect.
    /// </summary>
    private static int StatusOf(Exception exception) => exception switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when StorageFailure.IsFull(exception) => StatusCodes.Status507InsufficientStorage,
        _ when StorageFailure.IsDatabaseUnavailable(exception) => StatusCodes.Status503ServiceUnavailable,
        _ when StorageFailure.IsFolderUnavailable(exception) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
