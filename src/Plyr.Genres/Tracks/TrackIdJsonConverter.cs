using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Writes a number as a number and a text as a text, and reads them back as what they were.</summary>
internal sealed class TrackIdJsonConverter : JsonConverter<TrackId>
{
    public override TrackId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => new TrackId(number),
        JsonTokenType.String when reader.GetString() is { Length: > 0 } text => new TrackId(text),
        _ => throw new JsonException("A track id must be a whole number or a text that is not empty."),
    };

    public override void Write(Utf8JsonWriter writer, TrackId value, JsonSerializerOptions options)
    {
        if (value.TryGetInt64(out var number))
            writer.WriteNumberValue(number);
        else if (value.IsDefault)
            throw new JsonException("The track id is the default value, which names no track and has no JSON form.");
        else
            writer.WriteStringValue(value.ToString());
    }
}
