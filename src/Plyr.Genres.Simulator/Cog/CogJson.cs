using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Writes answers in the format of current Cog servers.</summary>
internal static class CogJson
{
    /// <summary>Writes the result of a run. A failed run is not an HTTP error.</summary>
    public static void WriteEnd(Utf8JsonWriter json, string? id, string? output, string? error, double seconds)
    {
        json.WriteStartObject();
        json.WriteString("model", ModelRun.Name);
        if (id is not null)
            json.WriteString("id", id);
        if (error is null)
            json.WriteString("output", output);
        else
            json.WriteString("error", error);
        json.WriteString("logs", ModelRun.Notice);
        json.WriteString("status", error is null ? "succeeded" : "failed");
        json.WriteStartObject("metrics");
        json.WriteNumber("predict_time", seconds);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteError(Utf8JsonWriter json, string error)
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteString("status", "failed");
        json.WriteEndObject();
    }

    /// <summary>Writes validation errors. Unlike in Replicate's, <c>detail</c> is a list.</summary>
    public static void WriteFaults(Utf8JsonWriter json, IEnumerable<InvalidField> faults)
    {
        json.WriteStartObject();
        json.WriteStartArray("detail");
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            json.WriteStartArray("loc");
            json.WriteStringValue("body");
            foreach (var part in fault.Field.Split('.', StringSplitOptions.RemoveEmptyEntries))
                json.WriteStringValue(part);
            json.WriteEndArray();
            json.WriteString("msg", fault.Description);
            json.WriteString("type", fault.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteHealth(Utf8JsonWriter json, string status)
    {
        json.WriteStartObject();
        json.WriteString("status", status);
        json.WriteStartObject("setup");
        json.WriteString("status", "succeeded");
        json.WriteString("logs", ModelRun.Notice);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
