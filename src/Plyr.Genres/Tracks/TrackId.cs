using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Identifies a track by a number or a text. A <see cref="Guid"/> is held as its lower-case text.</summary>
/// <remarks>
/// The number 668 and the text "668" are different ids, in JSON too. Ids are ordered numbers first, by value, then
/// texts by UTF-16 code unit. The default value identifies no track and is an argument error.
/// </remarks>
[JsonConverter(typeof(TrackIdJsonConverter))]
public readonly record struct TrackId : IComparable<TrackId>
{
    private readonly long _number;
    private readonly string? _text;
    private readonly bool _isNumber;

    /// <summary>Creates an id from a number.</summary>
    /// <param name="value">The number.</param>
    public TrackId(long value)
    {
        _number = value;
        _isNumber = true;
    }

    /// <summary>Creates an id from a text.</summary>
    /// <param name="value">The text, not empty. Compared ordinally.</param>
    /// <exception cref="ArgumentException">The text is null or empty.</exception>
    public TrackId(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _text = value;
    }

    /// <summary>Creates an id from a GUID.</summary>
    /// <param name="value">The GUID. It is held as its lower-case text with hyphens.</param>
    public TrackId(Guid value) => _text = value.ToString("D");

    /// <summary>Gets whether this is the default value, which identifies no track.</summary>
    public bool IsDefault => !_isNumber && _text is null;

    /// <inheritdoc cref="TrackId(long)"/>
    public static implicit operator TrackId(long value) => new(value);

    /// <inheritdoc cref="TrackId(string)"/>
    public static implicit operator TrackId(string value) => new(value);

    /// <inheritdoc cref="TrackId(Guid)"/>
    public static implicit operator TrackId(Guid value) => new(value);

    /// <summary>Returns the number of an id that was created from one. A text of digits is not a number.</summary>
    /// <param name="value">The number, or 0.</param>
    /// <returns>True when the id is of this kind.</returns>
    public bool TryGetInt64(out long value)
    {
        value = _number;
        return _isNumber;
    }

    /// <summary>Returns the GUID of an id that is the text of one, with hyphens.</summary>
    /// <param name="value">The GUID, or the empty one.</param>
    /// <returns>True when the id is of this kind.</returns>
    public bool TryGetGuid(out Guid value) => Guid.TryParseExact(_text, "D", out value);

    /// <inheritdoc/>
    public int CompareTo(TrackId other)
    {
        var kind = other._isNumber.CompareTo(_isNumber);
        if (kind != 0)
            return kind;
        return _isNumber ? _number.CompareTo(other._number) : string.CompareOrdinal(_text, other._text);
    }

    /// <summary>Returns the number in digits, or the text; empty for the default value.</summary>
    public override string ToString() => _isNumber ? _number.ToString(CultureInfo.InvariantCulture) : _text ?? "";

    internal void ThrowIfDefault(string parameter)
    {
        if (IsDefault)
            throw new ArgumentException(
                "The track id is the default value, which identifies no track. Create the id from a number, a GUID "
                + "or a text.",
                parameter);
    }
}

/// <summary>Converts a <see cref="TrackId"/> to and from JSON: a number to a number, and a text to a text.</summary>
/// <remarks>It is public for hosts with source-generated JSON, whose code creates it.</remarks>
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
            throw new JsonException("The track id is the default value, which identifies no track.");
        else
            writer.WriteStringValue(value.ToString());
    }
}
