using System.CommandLine;
using System.CommandLine.Parsing;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// <c>classify [AUDIO...]</c>: recordings, and what the library makes of them. It touches no track and no database.
/// </summary>
internal sealed class ClassifyCommand
{
    private readonly Argument<string[]> _audio = new("AUDIO")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Files, folders and http(s) URLs; without one, a recording that the simulator makes.",
    };

    private readonly Option<bool> _recursive = new("--recursive")
    {
        Description = "Looks for audio files in the folders of a folder too.",
    };

    private readonly Option<bool> _details = new("--details")
    {
        Description = "Shows the tables of each recording, not one table of all.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Writes JSON, one object a line, instead of tables.",
    };

    private readonly Option<string> _model = SettingOptions.ModelOption();

    public Command Create(TextWriter output, TextWriter error)
    {
        _audio.Validators.Add(RefuseUnknownOptions);
        const string description =
            "Classifies recordings and shows labels, predictions and the tags that would be added.";
        var command = new Command("classify", description)
        {
            _audio, _recursive, _details, _json, _model,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, error, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        // Nothing is written, so it doesn't matter whether a database is named.
        var settings = HostSettingsReader.Load(ReadModel(parsed)) with { IsDatabaseNamed = false };
        var recordings = AudioArguments.Read(parsed.GetValue(_audio) ?? [], parsed.GetValue(_recursive));
        if (settings.Model is ModelKind.None)
            throw new SettingsException(StartReport.Missing(settings));
        await using var simulator = settings.Model is ModelKind.Simulator
            ? await ReplicateSimulator.StartAsync(new SimulatorOptions(), cancellationToken)
            : null;
        if (recordings.Count == 0)
            recordings = [OwnRecording(simulator)];

        await error.WriteLineAsync(StartReport.ModelLine(settings));
        await using var services = Build(settings, simulator);
        var view = services.GetRequiredService<ClassifyView>();
        var showsTables = recordings.Count == 1 || parsed.GetValue(_details);
        return await ClassifyAllAsync();

        async Task<int> ClassifyAllAsync()
        {
            var classifier = services.GetRequiredService<IGenreClassifier>();
            var progress = new ClassifyProgress(error, settings.Model);
            var results = new List<ClassifyResult>();
            foreach (var recording in recordings)
            {
                var result = await ClassifyAsync(recording, classifier, progress, error, cancellationToken);
                results.Add(result);
                if (result.Failure is not null)
                    await error.WriteLineAsync($"{recording.Name}: {result.Failure.Message}");
                if (parsed.GetValue(_json))
                    await view.WriteJsonAsync(result, settings.Model is ModelKind.Simulator, output);
                else if (showsTables)
                    view.ShowTables(result, output);
                if (result.Code is ExitCodes.Fatal)
                    break;
            }

            if (!showsTables && !parsed.GetValue(_json))
                view.ShowSummary(results, output);
            return results.Max(result => result.Code);
        }
    }

    /// <summary>An argument that may be repeated takes unknown options too.</summary>
    private static void RefuseUnknownOptions(ArgumentResult result)
    {
        if (
            result.Tokens.FirstOrDefault(
                token => token.Value.StartsWith('-') && !File.Exists(token.Value)) is { } option)
            result.AddError($"Unrecognized option '{option.Value}'.");
    }

    private Dictionary<string, string?> ReadModel(ParseResult parsed) =>
        parsed.GetValue(_model) is { } model ? new() { [SettingNames.ModelFile] = model } : [];

    private static NamedAudio OwnRecording(ReplicateSimulator? simulator) => simulator is null
        ? throw new SettingsException("Name the recordings to classify: files, folders or http(s) URLs.")
        : new NamedAudio("the simulator's recording", simulator.Recording());

    private static async Task<ClassifyResult> ClassifyAsync(
        NamedAudio recording,
        IGenreClassifier classifier,
        ClassifyProgress progress,
        TextWriter error,
        CancellationToken cancellationToken)
    {
        try
        {
            var classification = await progress.ShowAsync(
                recording, audio => classifier.ClassifyAsync(audio, cancellationToken));
            return new ClassifyResult(recording.Name, classification, null);
        }
        catch (GenreClassificationException exception)
        {
            return new ClassifyResult(recording.Name, null, exception);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // At once: the run is canceled while the services are disposed, which may take some seconds.
            await error.WriteLineAsync(progress.Interruption);
            throw;
        }
    }

    private static ServiceProvider Build(HostSettings settings, ReplicateSimulator? simulator)
    {
        var services = ModelServices.For(settings, settings.Model, simulator);
        services.AddSingleton<ClassifyView>();
        return services.BuildServiceProvider();
    }
}
