using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Shows one classification: as tables for a person, or as JSON for a program.</summary>
internal sealed class ClassifyView(GenreLabelNormalizer normalizer, AutoTagPolicy policy)
{
    private const int TopLabels = 10;
    private const int BarWidth = 20;

    public async Task ShowAsync(GenreClassification classification, bool simulated, bool json, TextWriter output)
    {
        var labels = classification.Labels.OrderByDescending(label => label.Score).Take(TopLabels).ToArray();
        var predictions = normalizer.Normalize(classification.Labels);
        var autoTags = policy.Select(predictions);
        if (json)
        {
            await WriteAsync(
                new
                {
                    simulated,
                    classification.Model,
                    classification.PredictionId,
                    PredictSeconds = classification.PredictTime?.TotalSeconds,
                    Labels = labels.Select(label => new { label.Label, label.Score }),
                    Predictions = predictions,
                    AutoTags = autoTags,
                },
                output);
            return;
        }

        var console = Terminal.For(output);
        console.Write(LabelTable(labels));
        console.Write(PredictionTable(predictions, autoTags));
        var time = classification.PredictTime is { } predictTime ? $"{predictTime.TotalSeconds:0.00} s of the model's time" : "model's time not known";
        console.MarkupLineInterpolated($"[grey]{classification.Labels.Count} labels, {time}, prediction {classification.PredictionId}[/]");
    }

    public static Task ShowFailureAsync(GenreClassificationException exception, TextWriter output) => WriteAsync(
        new { exception.Failure, exception.Message, exception.PredictionId, StatusCode = (int?)exception.StatusCode, RetryAfterSeconds = exception.RetryAfter?.TotalSeconds },
        output);

    private static Task WriteAsync<T>(T value, TextWriter output) => output.WriteLineAsync(JsonSerializer.Serialize(value, CommandJson.Indented));

    private static Table LabelTable(IEnumerable<GenreLabelScore> labels)
    {
        var table = new Table { Title = new TableTitle("What the model heard: its strongest labels"), Border = TableBorder.Rounded };
        table.AddColumn("label").AddColumn(new TableColumn("score").RightAligned()).AddColumn("");
        foreach (var (label, score) in labels)
            table.AddRow(new Text(label), new Text(score.ToString("0.0000", CultureInfo.InvariantCulture)), Bar(score));
        return table;
    }

    private static Table PredictionTable(IEnumerable<GenrePrediction> predictions, IReadOnlyList<string> autoTags)
    {
        var table = new Table { Title = new TableTitle("What is stored and suggested"), Border = TableBorder.Rounded };
        table.AddColumn("prediction").AddColumn(new TableColumn("confidence").RightAligned()).AddColumn("auto-tag");
        foreach (var (name, confidence) in predictions)
            table.AddRow(new Text(name), new Text(confidence.ToString("0.0000", CultureInfo.InvariantCulture)), new Text(autoTags.Contains(name) ? "yes" : ""));
        return table;
    }

    private static Text Bar(double score) => new(new string('█', (int)Math.Round(score * BarWidth)), new Style(Color.Teal));
}
