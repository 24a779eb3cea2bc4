using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Names a track in the host's store: a number or a text. A <see cref="Guid"/> is held as its lower-case text.</summary>
/// <remarks>
/// The number 668 and the text "668" are different ids, in JSON too. Ids are ordered numbers first, by value, then texts by UTF-16
/// code unit. The default value names nothing and is refused wherever an id is asked for.
/// </remarks>
[JsonConverter(typeof(TrackIdJsonConverter))]
public readonly struct TrackId : IEquatable<TrackId>, IComparable<TrackId>
{
    private readonly long _number;
    private readonly string? _text;
    private readonly bool _isNumber;

    /// <summary>Names a track by number.</summary>
    /// <param name="value">Any number.</param>
    public TrackId(long value) => (_number, _isNumber) = (value, true);

    /// <summary>Names a track by text.</summary>
    /// <param name="value">A text that is not empty; compared by code unit, so case counts.</param>
    /// <exception cref="ArgumentException">The text is null or empty.</exception>
    public TrackId(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _text = value;
    }

    /// <summary>Names a track by GUID.</summary>
    /// <param name="value">Any GUID; it becomes its lower-case text with hyphens.</param>
    public TrackId(Guid value) => _text = value.ToString("D");

    /// <summary>Whether this is the default value, which names no track.</summary>
    public bool IsDefault => !_isNumber && _text is null;

    /// <summary>Names a track by number.</summary>
    /// <param name="value">Any number.</param>
    public static implicit operator TrackId(long value) => new(value);

    /// <summary>Names a track by text.</summary>
    /// <param name="value">A text that is not empty.</param>
    /// <exception cref="ArgumentException">The text is null or empty.</exception>
    public static implicit operator TrackId(string value) => new(value);

    /// <summary>Names a track by GUID.</summary>
    /// <param name="value">Any GUID.</param>
    public static implicit operator TrackId(Guid value) => new(value);

    /// <summary>Whether two ids are of one kind and equal.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">Another id.</param>
    public static bool operator ==(TrackId left, TrackId right) => left.Equals(right);

    /// <summary>Whether two ids differ in kind or value.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">Another id.</param>
    public static bool operator !=(TrackId left, TrackId right) => !left.Equals(right);

    /// <summary>Whether the left id comes first.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">Another id.</param>
    public static bool operator <(TrackId left, TrackId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id comes first or equals the right one.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">Another id.</param>
    public static bool operator <=(TrackId left, TrackId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id comes last.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">Another id.</param>
    public static bool operator >(TrackId left, TrackId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id comes last or equals the right one.</summary>
    /// <param name="left">An id.</param>
    /// <param name="right">Another id.</param>
    public static bool operator >=(TrackId left, TrackId right) => left.CompareTo(right) >= 0;

    /// <summary>Gives the number, if this id is one. A text of digits is not.</summary>
    /// <param name="value">The number, or 0.</param>
    /// <returns>Whether it is one.</returns>
    public bool TryGetInt64(out long value)
    {
        value = _number;
        return _isNumber;
    }

    /// <summary>Gives the GUID, if this id is the text of one, written with hyphens.</summary>
    /// <param name="value">The GUID, or the empty one.</param>
    /// <returns>Whether it is one.</returns>
    public bool TryGetGuid(out Guid value) => Guid.TryParseExact(_text, "D", out value);

    /// <inheritdoc/>
    public bool Equals(TrackId other) => _isNumber == other._isNumber && _number == other._number && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TrackId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text is null ? _number.GetHashCode() : _text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(TrackId other)
    {
        var kind = other._isNumber.CompareTo(_isNumber);
        if (kind != 0)
            return kind;
        return _isNumber ? _number.CompareTo(other._number) : string.CompareOrdinal(_text, other._text);
    }

    /// <summary>The number in digits, or the text; empty for the default value.</summary>
    public override string ToString() => _isNumber ? _number.ToString(CultureInfo.InvariantCulture) : _text ?? "";

    internal void ThrowIfDefault(string parameter)
    {
        if (IsDefault)
            throw new ArgumentException("The track id is the default value, which names no track; create it from a number, a GUID or a text.", parameter);
    }
}
