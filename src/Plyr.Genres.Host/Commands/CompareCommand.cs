using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Plyr.Genres.Host.Settings;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// Provides the command <c>compare FILE [URL]</c>, which compares the local model with Replicate on one recording.
/// </summary>
internal sealed class CompareCommand
{
    private const int TopLabels = 10;

    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The recording, for the model in this process.",
    };

    private readonly Argument<string?> _url = new("URL")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The same recording, for Replicate; without it, the file is uploaded.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON instead of a table." };
    private readonly SettingOptions _settings = new(SettingNames.ModelFile);

    public static CommandHelp Help { get; } = new(
        [
            ("compare song.mp3 --model discogs-effnet-bsdynamic-1.onnx", "Uploads the file to Replicate."),
            ("compare song.mp3 https://example.org/song.mp3", "Lets Replicate fetch the same recording."),
        ],
        [SettingNames.ModelFile, SettingNames.Token],
        [
            (ExitCodes.ClassificationFailed, "A classification failed."),
            (ExitCodes.Fatal, "Every run would fail: token, billing or model."),
            CommandHelp.Interrupted,
        ]);

    public Command Create(TextWriter output, TextWriter error, Interruption interruption)
    {
        const string description =
            "Compares the model in this process with Replicate on one recording. The run at Replicate is charged.";
        var command = new Command("compare", description)
        {
            _file, _url, _json,
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
        var settings = HostSettingsReader.Load(_settings.Read(parsed));
        if (settings.ModelFile is null || settings.ApiModel is ModelKind.None)
        {
            throw new SettingsException(
                $"Both models are needed. Set {SettingNames.ModelFile} (--model) to the model file, and "
                + $"{SettingNames.Token} to an API token of Replicate.");
        }

        var file = AudioArguments.ReadFile(parsed.GetValue(_file)!);
        var remote = parsed.GetValue(_url) is { } url ? AudioArguments.ReadUrl(url) : file;

        // The local model first, so that a recording that can't be classified is not charged.
        try
        {
            var local = await ClassifyAsync(ModelKind.Local, "the local model", file);
            var replicate = await ClassifyAsync(
                settings.ApiModel,
                settings.ApiModel is ModelKind.Replicate ? "Replicate" : "the self-hosted model",
                remote);
            Show(local, replicate, parsed.GetValue(_json), output);
            return ExitCodes.Done;
        }
        catch (GenreClassificationException exception)
        {
            await error.WriteLineAsync(Terminal.Plain(exception.Message));
            return ExitCodes.Of(exception.Failure);
        }

        async Task<GenreClassification> ClassifyAsync(ModelKind model, string modelName, NamedAudio recording)
        {
            await using var services = ModelServices.For(settings, model).BuildServiceProvider();
            var classifier = services.GetRequiredService<IGenreClassifier>();
            var progress = new ClassifyProgress(error, model, modelName: modelName);
            try
            {
                return await progress.ShowAsync(
                    recording, audio => classifier.ClassifyAsync(audio, cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Reported now, because disposing the services cancels the run, which may take some seconds.
                await interruption.ReportAsync(progress.Interruption);
                throw;
            }
        }
    }

    private static void Show(GenreClassification local, GenreClassification replicate, bool json, TextWriter output)
    {
        var scores = replicate.Labels.ToDictionary(label => label.Label, label => label.Score);
        var largest = local.Labels.Where(label => scores.ContainsKey(label.Label))
            .MaxBy(label => Math.Abs(label.Score - scores[label.Label]));
        if (largest.Label is null)
            throw new SettingsException("The two models have no label in common, so they can't be compared.");
        var difference = Math.Abs(largest.Score - scores[largest.Label]);
        if (json)
        {
            var result = new
            {
                LargestDifference = difference,
                largest.Label,
                Local = Top(local),
                Replicate = Top(replicate),
            };
            output.WriteLine(JsonSerializer.Serialize(result, CommandJson.Line));
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(Terminal.Plain(local.Model)).AddColumn(new TableColumn("score").RightAligned());
        table.AddColumn("Replicate").AddColumn(new TableColumn("score").RightAligned());
        foreach (var (own, other) in Top(local).Zip(Top(replicate)))
        {
            table.AddRow(
                new Text(own.Label),
                new Text(Format(own.Score)),
                new Text(other.Label),
                new Text(Format(other.Score)));
        }

        Terminal.For(output).Write(table);
        var both = $"{Format(largest.Score)} here, {Format(scores[largest.Label])} at Replicate";
        output.WriteLine($"Largest difference: {Format(difference)} ({largest.Label}: {both}).");
    }

    private static GenreLabelScore[] Top(GenreClassification classification) =>
        [.. classification.Labels.OrderByDescending(label => label.Score).Take(TopLabels)];

    private static string Format(double score) => score.ToString("0.0000", CultureInfo.InvariantCulture);
}
