using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Predictions in the form in which Replicate answers with them.</summary>
internal sealed class PredictionJson(Origins origins, SimulatorOptions options)
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int PageSize = 100;
    private const string Model = "mtg/effnet-discogs";

    public static string Text(PredictionStatus status) => status switch
    {
        PredictionStatus.Starting => "starting",
        PredictionStatus.Processing => "processing",
        PredictionStatus.Succeeded => "succeeded",
        PredictionStatus.Failed => "failed",
        PredictionStatus.Canceled => "canceled",
        _ => "aborted",
    };

    /// <param name="prediction">The prediction.</param>
    /// <param name="asProcessing">Whether a success is shown as recorded creates that waited show it: with its output, but not as ended.</param>
    public ReadOnlyMemory<byte> Write(Prediction prediction, bool asProcessing = false)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body, Writing))
            Write(json, prediction, asProcessing);
        return body.WrittenMemory;
    }

    private void Write(Utf8JsonWriter json, Prediction prediction, bool asProcessing = false)
    {
        var state = prediction.State;
        var isRemoved = IsRemoved(state);
        var isShownEnded = state.IsFinal && !(asProcessing && state.Status == PredictionStatus.Succeeded);

        json.WriteStartObject();
        json.WriteString("id", prediction.Id);
        json.WriteString("model", Model);
        json.WriteString("version", options.Version);
        json.WritePropertyName("input");
        json.WriteRawValue(isRemoved ? "{}" : prediction.Input.Json);
        json.WriteString("logs", isRemoved || state.StartedAt is null ? "" : ModelRun.Notice);
        if (state.IsFinal)
            WriteOutput(json, prediction, isRemoved ? null : state.Output);
        json.WriteBoolean("data_removed", isRemoved);
        json.WriteString("error", state.Error);
        json.WriteString("status", Text(isShownEnded || !state.IsFinal ? state.Status : PredictionStatus.Processing));
        json.WriteString("created_at", Time(prediction.CreatedAt, "fff"));
        if (state.StartedAt is { } startedAt)
            json.WriteString("started_at", Time(startedAt, "ffffff"));
        if (isShownEnded)
            WriteEnd(json, prediction, state);
        if (prediction.Deadline is { } deadline)
            json.WriteString("deadline", Time(deadline, "fff"));
        WriteUrls(json, prediction.Id);
        json.WriteEndObject();
    }

    /// <summary>A page of the list; where more follows, <c>next</c> is its address.</summary>
    public ReadOnlyMemory<byte> WritePage(PredictionStore store, string? cursor)
    {
        var (page, next) = store.Page(int.TryParse(cursor, CultureInfo.InvariantCulture, out var before) ? before : null, PageSize);
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body, Writing))
        {
            json.WriteStartObject();
            json.WriteNull("previous");
            json.WriteString("next", next is null ? null : $"{origins.Api}{PredictionEndpoints.Path[1..]}?cursor={next}");
            json.WriteStartArray("results");
            foreach (var prediction in page)
                Write(json, prediction);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    public bool IsRemoved(PredictionState state) => options.TimeProvider.GetUtcNow() - state.CompletedAt >= options.OutputExpiry;

    private void WriteOutput(Utf8JsonWriter json, Prediction prediction, ModelOutput? output) =>
        json.WriteString("output", output is null ? null : $"{origins.Files}{FileEndpoints.Outputs[1..]}{prediction.OutputKey}/{output.FileName}");

    private static void WriteEnd(Utf8JsonWriter json, Prediction prediction, PredictionState state)
    {
        json.WriteString("completed_at", Time(state.CompletedAt!.Value, "ffffff"));
        json.WriteStartObject("metrics");
        if (state.StartedAt is not null)
            json.WriteNumber("predict_time", state.PredictTime.TotalSeconds);
        json.WriteNumber("total_time", (state.CompletedAt.Value - prediction.CreatedAt).TotalSeconds);
        json.WriteEndObject();
    }

    private void WriteUrls(Utf8JsonWriter json, string id)
    {
        var address = $"{origins.Api}{PredictionEndpoints.Path[1..]}/{id}";
        json.WriteStartObject("urls");
        json.WriteString("cancel", $"{address}/cancel");
        json.WriteString("get", address);
        json.WriteString("web", $"{origins.Api}p/{id}");
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset time, string fraction) =>
        time.UtcDateTime.ToString($"yyyy-MM-dd'T'HH:mm:ss.{fraction}'Z'", CultureInfo.InvariantCulture);
}
