using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>Validates <c>input</c> against the model's schema. Unknown members are ignored.</summary>
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
        var isInline = audio is not null && DataUri.Is(audio);
        if (audio is not null && !isInline && !Uri.TryCreate(audio, UriKind.Absolute, out _))
            faults.Add(new InvalidField("format", "input.audio", "Does not match format 'uri'"));
        var url = String(input, "url", "input.", faults);
        var format = String(input, "output_format", "input.", faults) ?? ChartFormat;
        if (format is not (ChartFormat or JsonFormat))
            faults.Add(WrongFormat);
        if (input.TryGetProperty("top_n", out var topN) && NameOf(topN) != "integer")
            faults.Add(InvalidField.WrongType("input.top_n", "integer", NameOf(topN)));
        return isInline
            ? Inline(input, audio!, url, format == JsonFormat)
            : new ModelInput(input.GetRawText(), audio, url, format == JsonFormat);
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

    /// <summary>Returns the name of a value's type in JSON Schema.</summary>
    public static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    /// <summary>Decodes the audio of a data URI and keeps only the head of the URI.</summary>
    private static ModelInput Inline(JsonElement input, string audio, string? url, bool isJson)
    {
        var head = DataUri.Head(audio);
        var echo = Answers.Json(json =>
        {
            json.WriteStartObject();
            foreach (var member in input.EnumerateObject().Where(member => member.Name != "audio"))
                member.WriteTo(json);
            json.WriteString("audio", head);
            json.WriteEndObject();
        });
        var content = DataUri.Decode(audio);
        return new ModelInput(Encoding.UTF8.GetString(echo.Span), head, url, isJson)
        {
            Inline = content,
            AudioSha256 = content is null ? null : Convert.ToHexStringLower(SHA256.HashData(content)),
        };
    }

    private static InvalidField WrongFormat { get; } = new(
        "enum",
        "input.output_format",
        $"output_format must be one of the following: \"{ChartFormat}\", \"{JsonFormat}\"");
}
