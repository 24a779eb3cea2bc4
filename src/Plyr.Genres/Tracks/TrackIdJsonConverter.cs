using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Converts a <see cref="TrackId"/> to and from JSON: a number to a number, and a text to a text.</summary>
/// <remarks>
/// It is public for hosts with source-generated JSON, whose code creates it.
/// </remarks>
public sealed class TrackIdJsonConverter : JsonConverter<TrackId>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is neither a whole number nor a text that is not empty.</exception>
    public override TrackId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => new TrackId(number),
        JsonTokenType.String when reader.GetString() is { Length: > 0 } text => new TrackId(text),
        _ => throw new JsonException("A track id must be a whole number or a text that is not empty."),
    };

    /// <inheritdoc/>
    /// <exception cref="JsonException">The id is the default value, which has no JSON form.</exception>
    public override void Write(Utf8JsonWriter writer, TrackId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.TryGetInt64(out var number))
            writer.WriteNumberValue(number);
        else if (value.IsDefault)
            throw new JsonException(
                "The track id is the default value, which identifies no track and has no JSON form.");
        else
            writer.WriteStringValue(value.ToString());
    }
}
