using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Checks <c>input</c> against the model's schema; both faces do. Members that the model does not know are let through.</summary>
internal static class InputFields
{
    private const string ChartFormat = "Visualization";
    private const string JsonFormat = "JSON";

    public static ModelInput? Read(JsonElement body, List<InvalidField> faults)
    {
        if (!body.TryGetProperty("input", out var input))
        {
            faults.Add(InvalidField.Required("", "input"));
            return null;
        }

        if (input.ValueKind != JsonValueKind.Object)
        {
            faults.Add(InvalidField.WrongType("input", "object", NameOf(input)));
            return null;
        }

        var audio = String(input, "audio", "input.", faults);
        if (audio is not null && !Uri.TryCreate(audio, UriKind.Absolute, out _) && !audio.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            faults.Add(new InvalidField("format", "input.audio", "Does not match format 'uri'"));
        var url = String(input, "url", "input.", faults);
        var format = String(input, "output_format", "input.", faults) ?? ChartFormat;
        if (format is not (ChartFormat or JsonFormat))
            faults.Add(new InvalidField("enum", "input.output_format", $"output_format must be one of the following: \"{ChartFormat}\", \"{JsonFormat}\""));
        if (input.TryGetProperty("top_n", out var topN) && !(topN.ValueKind == JsonValueKind.Number && topN.TryGetInt64(out _)))
            faults.Add(InvalidField.WrongType("input.top_n", "integer", NameOf(topN)));
        return new ModelInput(input.GetRawText(), audio, url, format == JsonFormat);
    }

    public static string? String(JsonElement parent, string name, string prefix, List<InvalidField> faults)
    {
        if (!parent.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        faults.Add(InvalidField.WrongType(prefix + name, "string", NameOf(value)));
        return null;
    }

    /// <summary>The name of a value's type in JSON Schema.</summary>
    public static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
