using System.CommandLine;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host.Commands;

/// <summary><c>classify [URL]</c>: one recording, and what the library makes of it. It touches no track and no database.</summary>
internal static class ClassifyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var url = new Argument<string?>("URL")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "An absolute http(s) URL or a data URI of the audio; without one, a recording that the simulator makes.",
        };
        var json = new Option<bool>("--json") { Description = "Writes JSON instead of a table." };
        var command = new Command("classify", "Classifies one recording and shows labels, predictions and the tags that would be added.") { url, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(url), parsed.GetValue(json), output, error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? url, bool json, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var settings = HostSettingsReader.Load();
        var audioUrl = ParseUrl(url);
        await using var simulator = settings.IsSimulated ? await ReplicateSimulator.StartAsync(new SimulatorOptions(), cancellationToken) : null;
        if (simulator is null && !settings.HasModel)
            throw new SettingsException($"{SettingNames.Token} is not set and {SettingNames.Simulator} is off, so there is no model to ask. Set the token, or leave {SettingNames.Simulator} out.");
        if (simulator is null && audioUrl is null)
            throw new SettingsException($"{(settings.IsSelfHosted ? SettingNames.SelfHosted : SettingNames.Token)} is set, so a real model is asked, and it can't fetch the simulator's recording. Give the URL of a recording.");
        if (simulator is not null)
            await error.WriteLineAsync(StartReport.Simulated);
        audioUrl ??= simulator!.Recording();

        await using var services = Build(settings, simulator);
        var view = services.GetRequiredService<ClassifyView>();
        try
        {
            var classification = await services.GetRequiredService<IGenreClassifier>().ClassifyAsync(audioUrl, cancellationToken);
            await view.ShowAsync(classification, simulator is not null, json, output);
            return ExitCodes.Done;
        }
        catch (GenreClassificationException exception)
        {
            await error.WriteLineAsync(exception.Message);
            if (json)
                await ClassifyView.ShowFailureAsync(exception, output);
            return ExitCodes.Of(exception.Failure);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(exception.Message);
        }
    }

    private static Uri? ParseUrl(string? url)
    {
        if (url is null)
            return null;
        return Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" or "data"
            ? parsed
            : throw new SettingsException("The URL must be an absolute http(s) URL or a data URI, for example https://example.org/song.mp3.");
    }

    private static ServiceProvider Build(HostSettings settings, ReplicateSimulator? simulator)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConfiguration(settings.Configuration.GetSection("Logging")).SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton<ClassifyView>();
        services.AddPlyrGenres(settings.Configuration);
        if (simulator is not null)
            services.AddPlyrGenres(options => GenreTaggingServices.Use(simulator, options));
        return services.BuildServiceProvider();
    }
}
