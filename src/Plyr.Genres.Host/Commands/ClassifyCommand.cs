using System.CommandLine;
using System.CommandLine.Parsing;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// Provides the command <c>classify [AUDIO...]</c>, which classifies recordings without storing the results.
/// </summary>
internal sealed class ClassifyCommand
{
    private readonly Argument<string[]> _audio = new("AUDIO")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Files, folders and http(s) URLs. Without arguments, a sample recording is "
            + "classified if no model is set.",
    };

    private readonly Option<bool> _recursive = new("--recursive")
    {
        Description = "Includes the subfolders of each folder.",
    };

    private readonly Option<bool> _details = new("--details")
    {
        Description = "Shows the tables of each recording instead of one table.",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "Writes JSON, one object per line, instead of tables.",
    };

    private readonly SettingOptions _settings = new(SettingNames.ModelFile);

    public static CommandHelp Help { get; } = new(
        [
            ("classify song.mp3", "Shows labels, predictions and auto-tags of one recording."),
            ("classify ~/music --recursive", "Shows one table of all recordings of a folder."),
            ("classify song.mp3 https://example.org/b.mp3 --json", "Writes a line of JSON per recording."),
            ("classify song.mp3 --model discogs-effnet-bsdynamic-1.onnx", "Classifies in this process."),
        ],
        [SettingNames.Token, SettingNames.ModelFile, SettingNames.Simulator, SettingNames.VocabularyFile],
        [
            (ExitCodes.ClassificationFailed, "A classification failed."),
            (ExitCodes.Fatal, "Every run would fail: token, billing or model."),
            CommandHelp.Interrupted,
        ]);

    public Command Create(TextWriter output, TextWriter error, Interruption interruption)
    {
        _audio.Validators.Add(RefuseUnknownOptions);
        const string description =
            "Classifies recordings and shows labels, predictions and the tags that would be added.";
        var command = new Command("classify", description)
        {
            _audio, _recursive, _details, _json,
        };
        _settings.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed, output, error, interruption, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed,
        TextWriter output,
        TextWriter error,
        Interruption interruption,
        CancellationToken cancellationToken)
    {
        // No database is used, so the simulator is allowed even if one is configured.
        var settings = HostSettingsReader.Load(_settings.Read(parsed)) with { IsDatabaseNamed = false };
        var recordings = AudioArguments.Read(parsed.GetValue(_audio) ?? [], parsed.GetValue(_recursive));
        if (settings.Model is ModelKind.None)
            throw new SettingsException(StartReport.Missing(settings));
        await using var simulator = settings.Model is ModelKind.Simulator
            ? await ReplicateSimulator.StartAsync(new SimulatorOptions(), cancellationToken)
            : null;
        if (recordings.Count == 0)
            recordings = [OwnRecording(simulator)];

        await using var services = ModelServices.For(settings, settings.Model, simulator).BuildServiceProvider();
        var view = new ClassifyView(
            services.GetRequiredService<GenreLabelNormalizer>(),
            services.GetRequiredService<AutoTagPolicy>(),
            parsed.GetValue(_json),
            recordings.Count == 1 || parsed.GetValue(_details),
            output);
        var classifier = services.GetRequiredService<IGenreClassifier>();
        await error.WriteLineAsync(StartReport.ModelLine(settings));
        foreach (var warning in settings.Vocabulary?.Warnings ?? [])
            await error.WriteLineAsync(warning);
        return await ClassifyAllAsync();

        async Task<int> ClassifyAllAsync()
        {
            var progress = new ClassifyProgress(error, settings.Model, recordings.Count);
            var results = new List<ClassifyResult>();
            foreach (var recording in recordings)
            {
                var result = await ClassifyAsync(recording, classifier, progress, interruption, cancellationToken);
                results.Add(result);
                if (result.Failure is not null)
                    await error.WriteLineAsync(Terminal.Plain($"{recording.Name}: {result.Failure.Message}"));
                await view.ShowAsync(result);
                if (result.Code is ExitCodes.Fatal)
                    break;
            }

            view.ShowSummary(results);
            return results.Max(result => result.Code);
        }
    }

    /// <summary>Reports unknown options, which the parser treats as values of a repeatable argument.</summary>
    private static void RefuseUnknownOptions(ArgumentResult result)
    {
        var option = result.Tokens.FirstOrDefault(
            token => token.Value.StartsWith('-') && !File.Exists(token.Value));
        if (option is not null)
            result.AddError($"Unrecognized option '{option.Value}'.");
    }

    private static NamedAudio OwnRecording(ReplicateSimulator? simulator) => simulator is null
        ? throw new SettingsException("Specify the recordings to classify: files, folders or http(s) URLs.")
        : new NamedAudio("the simulator's recording", simulator.Recording());

    private static async Task<ClassifyResult> ClassifyAsync(
        NamedAudio recording,
        IGenreClassifier classifier,
        ClassifyProgress progress,
        Interruption interruption,
        CancellationToken cancellationToken)
    {
        var duration = await recording.ReadDurationAsync(cancellationToken);
        try
        {
            var classification = await progress.ShowAsync(
                recording, audio => classifier.ClassifyAsync(audio, cancellationToken));
            return new ClassifyResult(recording.Name, duration, classification, null);
        }
        catch (GenreClassificationException exception)
        {
            return new ClassifyResult(recording.Name, duration, null, exception);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Reported now, because disposing the services cancels the run, which may take some seconds.
            await interruption.ReportAsync(progress.Interruption);
            throw;
        }
    }
}
