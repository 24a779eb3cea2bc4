using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Writes classifications as tables or as JSON.</summary>
/// <param name="normalizer">Computes the predictions.</param>
/// <param name="policy">Selects the auto-tags.</param>
/// <param name="json">Whether to write JSON.</param>
/// <param name="detailed">Whether to write separate tables for each recording.</param>
/// <param name="output">Standard output.</param>
internal sealed class ClassifyView(
    GenreLabelNormalizer normalizer, AutoTagPolicy policy, bool json, bool detailed, TextWriter output)
{
    private const string SimulatedModel = "simulated";
    private const int TopLabels = 10;
    private const int TopPredictions = 3;
    private const int BarWidth = 20;

    /// <summary>Writes the line or the tables of a recording, unless only the summary is written.</summary>
    public async Task ShowAsync(ClassifyResult result)
    {
        if (json)
            await WriteJsonAsync(result);
        else if (detailed && result.Classification is { } classification)
            ShowTables(result, classification);
    }

    /// <summary>Writes one table of all recordings, unless each was written separately.</summary>
    public void ShowSummary(IEnumerable<ClassifyResult> results)
    {
        if (json || detailed)
            return;
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("recording").AddColumn(new TableColumn("length").RightAligned());
        table.AddColumn("genres").AddColumn("auto-tags");
        foreach (var result in results)
        {
            table.AddRow(
                new Text(result.Recording),
                new Text(result.Duration is { } duration ? Terminal.Clock(duration) : ""),
                new Text(Genres(result)),
                new Text(string.Join(", ", AutoTags(result))));
        }

        Terminal.For(output).Write(table);
    }

    private Task WriteJsonAsync(ClassifyResult result)
    {
        if (result.Failure is { } failure)
        {
            return WriteAsync(new
            {
                result.Recording,
                DurationSeconds = result.Duration?.TotalSeconds,
                failure.Failure,
                failure.Message,
                failure.PredictionId,
                StatusCode = (int?)failure.StatusCode,
                RetryAfterSeconds = failure.RetryAfter?.TotalSeconds,
            });
        }

        var classification = result.Classification!;
        var predictions = normalizer.Normalize(classification.Labels);
        return WriteAsync(new
        {
            result.Recording,
            DurationSeconds = result.Duration?.TotalSeconds,
            Simulated = classification.Model == SimulatedModel,
            classification.Model,
            classification.PredictionId,
            PredictSeconds = classification.PredictTime?.TotalSeconds,
            Labels = Top(classification).Select(label => new { label.Label, label.Score }),
            Predictions = predictions,
            AutoTags = policy.Select(predictions),
        });
    }

    private void ShowTables(ClassifyResult result, GenreClassification classification)
    {
        var predictions = normalizer.Normalize(classification.Labels);
        var console = Terminal.For(output);
        console.Write(LabelTable(result.Recording, Top(classification)));
        console.Write(PredictionTable(predictions, policy.Select(predictions)));
        string?[] facts =
        [
            result.Duration is { } duration ? $"length {Terminal.Clock(duration)}" : null,
            classification.PredictTime is { } time ? $"{time.TotalSeconds:0.00} s of model time" : null,
            classification.PredictionId is { } id ? $"prediction {id}" : null,
        ];
        console.MarkupLineInterpolated($"[grey]{string.Join(", ", facts.OfType<string>())}[/]");
    }

    private Task WriteAsync<T>(T value) => output.WriteLineAsync(JsonSerializer.Serialize(value, CommandJson.Line));

    private static GenreLabelScore[] Top(GenreClassification classification) =>
        [.. classification.Labels.OrderByDescending(label => label.Score).Take(TopLabels)];

    private static string Format(double score) => score.ToString("0.0000", CultureInfo.InvariantCulture);

    private string Genres(ClassifyResult result)
    {
        if (result.Classification is null)
            return $"failed: {JsonNamingPolicy.SnakeCaseLower.ConvertName($"{result.Failure!.Failure}")}";
        var genres = normalizer.Normalize(result.Classification.Labels).Take(TopPredictions);
        return string.Join(", ", genres.Select(genre => $"{genre.Name} {Format(genre.Confidence)}"));
    }

    private IReadOnlyList<string> AutoTags(ClassifyResult result) =>
        result.Classification is null ? [] : policy.Select(normalizer.Normalize(result.Classification.Labels));

    private static Table LabelTable(string recording, IEnumerable<GenreLabelScore> labels)
    {
        var table = new Table
        {
            Title = new TableTitle(Markup.Escape($"{recording}: top labels")),
            Border = TableBorder.Rounded,
        };
        table.AddColumn("label").AddColumn(new TableColumn("score").RightAligned()).AddColumn("");
        foreach (var (label, score) in labels)
            table.AddRow(new Text(label), new Text(Format(score)), Bar(score));
        return table;
    }

    private static Table PredictionTable(IEnumerable<GenrePrediction> predictions, IReadOnlyList<string> autoTags)
    {
        var table = new Table { Title = new TableTitle("Predictions"), Border = TableBorder.Rounded };
        table.AddColumn("prediction").AddColumn(new TableColumn("confidence").RightAligned()).AddColumn("auto-tag");
        foreach (var (name, confidence) in predictions)
            table.AddRow(new Text(name), new Text(Format(confidence)), new Text(autoTags.Contains(name) ? "yes" : ""));
        return table;
    }

    private static Text Bar(double score) =>
        new(new string('█', (int)Math.Round(score * BarWidth)), new Style(Color.Teal));
}
