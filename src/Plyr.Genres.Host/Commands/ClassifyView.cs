using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Shows classifications: as tables for a person, or as JSON for a program.</summary>
internal sealed class ClassifyView(GenreLabelNormalizer normalizer, AutoTagPolicy policy)
{
    private const int TopLabels = 10;
    private const int TopPredictions = 3;
    private const int BarWidth = 20;

    /// <summary>Writes one line: what <c>--json</c> promises.</summary>
    public Task WriteJsonAsync(ClassifyResult result, bool simulated, TextWriter output) => result switch
    {
        { Failure: { } failure } => WriteAsync(
            new
            {
                result.Recording,
                failure.Failure,
                failure.Message,
                failure.PredictionId,
                StatusCode = (int?)failure.StatusCode,
                RetryAfterSeconds = failure.RetryAfter?.TotalSeconds,
            },
            output),
        _ => WriteJsonAsync(result.Recording, result.Classification!, simulated, output),
    };

    public void ShowTables(ClassifyResult result, TextWriter output)
    {
        if (result.Classification is not { } classification)
            return;
        var predictions = normalizer.Normalize(classification.Labels);
        var console = Terminal.For(output);
        console.Write(LabelTable(result.Recording, Top(classification)));
        console.Write(PredictionTable(predictions, policy.Select(predictions)));
        var time = classification.PredictTime is { } predictTime
            ? $"{predictTime.TotalSeconds:0.00} s of the model's time"
            : "model's time not known";
        var id = classification.PredictionId ?? "without an id";
        console.MarkupLineInterpolated($"[grey]{classification.Labels.Count} labels, {time}, prediction {id}[/]");
    }

    /// <summary>Shows one table of all recordings.</summary>
    public void ShowSummary(IEnumerable<ClassifyResult> results, TextWriter output)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("recording").AddColumn("genres").AddColumn("auto-tags");
        foreach (var result in results)
            table.AddRow(
                new Text(result.Recording), new Text(Genres(result)), new Text(string.Join(", ", AutoTags(result))));
        Terminal.For(output).Write(table);
    }

    private static GenreLabelScore[] Top(GenreClassification classification) =>
        [.. classification.Labels.OrderByDescending(label => label.Score).Take(TopLabels)];

    private static string Format(double score) => score.ToString("0.0000", CultureInfo.InvariantCulture);

    private static Task WriteAsync<T>(T value, TextWriter output) =>
        output.WriteLineAsync(JsonSerializer.Serialize(value, CommandJson.Line));

    private Task WriteJsonAsync(string recording, GenreClassification classification, bool simulated, TextWriter output)
    {
        var predictions = normalizer.Normalize(classification.Labels);
        return WriteAsync(
            new
            {
                recording,
                simulated,
                classification.Model,
                classification.PredictionId,
                PredictSeconds = classification.PredictTime?.TotalSeconds,
                Labels = Top(classification).Select(label => new { label.Label, label.Score }),
                Predictions = predictions,
                AutoTags = policy.Select(predictions),
            },
            output);
    }

    private string Genres(ClassifyResult result) => result.Classification is null
        ? $"failed: {JsonNamingPolicy.SnakeCaseLower.ConvertName($"{result.Failure!.Failure}")}"
        : string.Join(
            ", ",
            normalizer.Normalize(result.Classification.Labels).Take(TopPredictions).Select(
                genre => $"{genre.Name} {Format(genre.Confidence)}"));

    private IReadOnlyList<string> AutoTags(ClassifyResult result) =>
        result.Classification is null ? [] : policy.Select(normalizer.Normalize(result.Classification.Labels));

    private static Table LabelTable(string recording, IEnumerable<GenreLabelScore> labels)
    {
        var table = new Table
        {
            Title = new TableTitle(Markup.Escape($"{recording}: the strongest labels")),
            Border = TableBorder.Rounded,
        };
        table.AddColumn("label").AddColumn(new TableColumn("score").RightAligned()).AddColumn("");
        foreach (var (label, score) in labels)
            table.AddRow(new Text(label), new Text(Format(score)), Bar(score));
        return table;
    }

    private static Table PredictionTable(IEnumerable<GenrePrediction> predictions, IReadOnlyList<string> autoTags)
    {
        var table = new Table { Title = new TableTitle("What is stored and suggested"), Border = TableBorder.Rounded };
        table.AddColumn("prediction").AddColumn(new TableColumn("confidence").RightAligned()).AddColumn("auto-tag");
        foreach (var (name, confidence) in predictions)
            table.AddRow(new Text(name), new Text(Format(confidence)), new Text(autoTags.Contains(name) ? "yes" : ""));
        return table;
    }

    private static Text Bar(double score) =>
        new(new string('█', (int)Math.Round(score * BarWidth)), new Style(Color.Teal));
}
