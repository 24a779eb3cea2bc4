using System.Globalization;
using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Represents an error response in the format of Replicate's problem documents.</summary>
internal sealed record Problem(int Status, string? Title, string Detail)
{
    public IReadOnlyList<InvalidField> InvalidFields { get; init; } = [];

    public int? RetryAfter { get; init; }

    /// <summary>Gets where a 429 contains the time to retry.</summary>
    public RetryHints Hints { get; init; } = RetryHints.Header | RetryHints.Body;

    public async Task WriteAsync(HttpContext context)
    {
        if (RetryAfter is { } seconds && Hints.HasFlag(RetryHints.Header))
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await Answers.WriteAsync(context, Status, "application/problem+json", ToJson());
    }

    public ReadOnlyMemory<byte> ToJson() => Answers.Json(json =>
    {
        json.WriteStartObject();
        if (Title is not null)
            json.WriteString("title", Title);
        json.WriteString("detail", Detail);
        json.WriteNumber("status", Status);
        if (RetryAfter is { } seconds && Hints.HasFlag(RetryHints.Body))
            json.WriteNumber("retry_after", seconds);
        if (InvalidFields.Count > 0)
            WriteFields(json);
        json.WriteEndObject();
    });

    private void WriteFields(Utf8JsonWriter json)
    {
        json.WriteStartArray("invalid_fields");
        foreach (var field in InvalidFields)
        {
            json.WriteStartObject();
            json.WriteString("type", field.Type);
            json.WriteString("field", field.Field);
            json.WriteString("description", field.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
