using System.Globalization;
using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Writes predictions in the format of Replicate's answers.</summary>
internal sealed class PredictionJson(Origins origins, SimulatorOptions options)
{
    private const int PageSize = 100;

    public static string Text(PredictionStatus status) => status switch
    {
        PredictionStatus.Starting => "starting",
        PredictionStatus.Processing => "processing",
        PredictionStatus.Succeeded => "succeeded",
        PredictionStatus.Failed => "failed",
        PredictionStatus.Canceled => "canceled",
        _ => "aborted",
    };

    /// <param name="request">The request to answer.</param>
    /// <param name="prediction">The prediction.</param>
    /// <param name="isHeld">
    /// Whether this is the answer to a create that waited. A running prediction is then <c>starting</c>, and a
    /// successful one may be <c>processing</c> with its output, as in recorded answers.
    /// </param>
    public ReadOnlyMemory<byte> Write(HttpRequest request, Prediction prediction, bool isHeld = false) =>
        Answers.Json(json => Write(json, request, prediction, isHeld ? Held(prediction.State) : prediction.State));

    /// <summary>Writes a page of the list, with the address of the next page.</summary>
    public ReadOnlyMemory<byte> WritePage(HttpRequest request, PredictionStore store, PredictionQuery query)
    {
        var (page, next) = store.Page(query, PageSize);
        return Answers.Json(json =>
        {
            json.WriteStartObject();
            json.WriteNull("previous");
            json.WriteString("next", next is { } cursor ? $"{Address(request)}{query.Next(cursor)}" : null);
            json.WriteStartArray("results");
            foreach (var prediction in page)
                Write(json, request, prediction, prediction.State);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public bool IsRemoved(PredictionState state) =>
        options.TimeProvider.GetUtcNow() - state.CompletedAt >= options.OutputExpiry;

    private void Write(Utf8JsonWriter json, HttpRequest request, Prediction prediction, PredictionState state)
    {
        var isRemoved = IsRemoved(state);

        json.WriteStartObject();
        json.WriteString("id", prediction.Id);
        json.WriteString("model", ModelRun.Name);
        json.WriteString("version", options.Version);
        json.WritePropertyName("input");
        json.WriteRawValue(isRemoved ? "{}" : prediction.Input.Json);
        json.WriteString("logs", isRemoved || state.StartedAt is null ? "" : ModelRun.Notice);
        json.WriteString("output", isRemoved ? null : OutputAddress(request, prediction, state));
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
        WriteUrls(json, request, prediction.Id);
        json.WriteEndObject();
    }

    private PredictionState Held(PredictionState state) => state switch
    {
        { IsFinal: false } => new PredictionState(PredictionStatus.Starting),
        { Status: PredictionStatus.Succeeded } when options.SyncAnswersProcessing =>
            new PredictionState(PredictionStatus.Processing, Output: state.Output),
        _ => state,
    };

    private string? OutputAddress(HttpRequest request, Prediction prediction, PredictionState state) =>
        state.Output is { } output
            ? $"{origins.For(request).Files}{FileEndpoints.Outputs[1..]}{prediction.OutputKey}/{output.FileName}"
            : null;

    private static void WriteEnd(
        Utf8JsonWriter json, Prediction prediction, PredictionState state, DateTimeOffset completedAt)
    {
        json.WriteString("completed_at", Time(completedAt, "ffffff"));
        json.WriteStartObject("metrics");
        if (state.StartedAt is not null)
            json.WriteNumber("predict_time", state.PredictTime.TotalSeconds);
        json.WriteNumber("total_time", (completedAt - prediction.CreatedAt).TotalSeconds);
        json.WriteEndObject();
    }

    private void WriteUrls(Utf8JsonWriter json, HttpRequest request, string id)
    {
        var address = $"{Address(request)}/{id}";
        json.WriteStartObject("urls");
        json.WriteString("cancel", $"{address}/cancel");
        json.WriteString("get", address);
        json.WriteString("web", $"{origins.For(request).Api}p/{id}");
        json.WriteEndObject();
    }

    private string Address(HttpRequest request) => $"{origins.For(request).Api}{PredictionEndpoints.Path[1..]}";

    public static string Time(DateTimeOffset time, string fraction) =>
        time.UtcDateTime.ToString($"yyyy-MM-dd'T'HH:mm:ss.{fraction}'Z'", CultureInfo.InvariantCulture);
}
