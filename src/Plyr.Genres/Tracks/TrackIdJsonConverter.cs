using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>The JSON form of a <see cref="TrackId"/>: a number as a number and a text as a text, read back as what they were.</summary>
/// <remarks>
/// <see cref="TrackId"/> names it by itself. It is public for hosts with source-generated JSON, whose code has to create it.
/// </remarks>
public sealed class TrackIdJsonConverter : JsonConverter<TrackId>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is neither a whole number nor a text that is not empty.</exception>
    public override TrackId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
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
            throw new JsonException("The track id is the default value, which names no track and has no JSON form.");
        else
            writer.WriteStringValue(value.ToString());
    }
}
