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
    /// <param name="isHeld">
    /// Whether this answers a create that waited. What is not finished by then is shown as starting even if it runs; a success can be shown
    /// as in recorded answers, with its output but still processing.
    /// </param>
    public ReadOnlyMemory<byte> Write(Prediction prediction, bool isHeld = false)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body, Writing))
            Write(json, prediction, isHeld ? Held(prediction.State) : prediction.State);
        return body.WrittenMemory;
    }

    private void Write(Utf8JsonWriter json, Prediction prediction, PredictionState state)
    {
        var isRemoved = IsRemoved(state);

        json.WriteStartObject();
        json.WriteString("id", prediction.Id);
        json.WriteString("model", Model);
        json.WriteString("version", options.Version);
        json.WritePropertyName("input");
        json.WriteRawValue(isRemoved ? "{}" : prediction.Input.Json);
        json.WriteString("logs", isRemoved || state.StartedAt is null ? "" : ModelRun.Notice);
        if (state.IsFinal || state.Output is not null)
            WriteOutput(json, prediction, isRemoved ? null : state.Output);
        json.WriteBoolean("data_removed", isRemoved);
        json.WriteString("error", state.Error);
        json.WriteString("status", Text(state.Status));
        json.WriteString("created_at", Time(prediction.CreatedAt, "fff"));
        if (state.StartedAt is { } startedAt)
            json.WriteString("started_at", Time(startedAt, "ffffff"));
        if (state.CompletedAt is { } completedAt)
            WriteEnd(json, prediction, state, completedAt);
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
                Write(json, prediction, prediction.State);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    public bool IsRemoved(PredictionState state) => options.TimeProvider.GetUtcNow() - state.CompletedAt >= options.OutputExpiry;

    private PredictionState Held(PredictionState state) => state switch
    {
        { IsFinal: false } => new PredictionState(PredictionStatus.Starting),
        { Status: PredictionStatus.Succeeded } when options.SyncAnswersProcessing => new PredictionState(PredictionStatus.Processing, Output: state.Output),
        _ => state,
    };

    private void WriteOutput(Utf8JsonWriter json, Prediction prediction, ModelOutput? output) =>
        json.WriteString("output", output is null ? null : $"{origins.Files}{FileEndpoints.Outputs[1..]}{prediction.OutputKey}/{output.FileName}");

    private static void WriteEnd(Utf8JsonWriter json, Prediction prediction, PredictionState state, DateTimeOffset completedAt)
    {
        json.WriteString("completed_at", Time(completedAt, "ffffff"));
        json.WriteStartObject("metrics");
        if (state.StartedAt is not null)
            json.WriteNumber("predict_time", state.PredictTime.TotalSeconds);
        json.WriteNumber("total_time", (completedAt - prediction.CreatedAt).TotalSeconds);
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
