using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Plyr.Genres;

/// <summary>What to write to one track: our own keys in its <c>extra</c>, and tags to add and remove. A store applies all of it or nothing.</summary>
public sealed record TrackChange
{
    /// <summary>Top-level keys of <c>extra</c> with their new value as JSON text, or null to remove the key. Keys not named stay as they are.</summary>
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();

    /// <summary>Tags to add, as they are written. A name that the track already has in any case or spacing is left out.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Tags to remove: exactly these names.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    /// <summary>The whole new <c>extra</c> document. Foreign keys are copied byte for byte, in their order; the named keys follow.</summary>
    /// <param name="extra">The document as it is now, in UTF-8. One that is not a JSON object counts as empty.</param>
    /// <returns>A JSON object in UTF-8.</returns>
    public byte[] ApplyTo(ReadOnlySpan<byte> extra)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(extra.Length + LongestAddition());
        try
        {
            var output = new Output(buffer);
            if (!TryCopyOtherKeys(ExtraDocument.Trim(extra), ref output))
                output = new Output(buffer);
            foreach (var (key, json) in Extra)
            {
                if (json is null)
                    continue;
                output.StartProperty();
                output.Write("\""u8);
                output.Write(ExtraDocument.Encode(key));
                output.Write("\":"u8);
                output.Write(json);
            }

            output.End();
            return output.Written.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The whole new list of tags: first what stays, in its order, then what is added.</summary>
    /// <param name="tags">The tags as they are now.</param>
    /// <returns>A new list; names are compared without regard to case and spacing when one is added, exactly when one is removed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tags"/> is null.</exception>
    public IReadOnlyList<string> ApplyTo(IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var result = tags.Where(tag => !RemoveTags.Contains(tag, StringComparer.Ordinal)).ToList();
        var present = new TagNames(result);
        foreach (var tag in AddTags)
        {
            if (present.Add(tag))
                result.Add(tag);
        }

        return result;
    }

    private bool TryCopyOtherKeys(ReadOnlySpan<byte> extra, ref Output output)
    {
        try
        {
            var named = Extra.Keys.ToArray();
            var reader = ExtraDocument.CreateReader(extra);
            if (extra.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                var replaced = IsNamed(in reader, named);
                reader.Read();
                reader.Skip();
                if (replaced)
                    continue;
                output.StartProperty();
                output.Write(extra[start..(int)reader.BytesConsumed]);
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsNamed(in Utf8JsonReader reader, string[] named)
    {
        if (reader.ValueIsEscaped)
            return ExtraDocument.NameOf(in reader) is { } name && named.Contains(name, StringComparer.Ordinal);
        foreach (var key in named)
        {
            if (reader.ValueTextEquals(key))
                return true;
        }

        return false;
    }

    /// <summary>An upper bound: braces, and each value with its key, quotes, colon and comma; a character of a key takes six bytes at most (\uXXXX).</summary>
    private int LongestAddition()
    {
        var bytes = 2;
        foreach (var (key, json) in Extra)
            bytes += (6 * key.Length) + 4 + Encoding.UTF8.GetMaxByteCount(json?.Length ?? 0);
        return bytes;
    }

    /// <summary>The new document while it is written, in a buffer that is long enough for it.</summary>
    private ref struct Output(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

        public void StartProperty() => Write(_length == 0 ? "{"u8 : ","u8);

        public void End() => Write(_length == 0 ? "{}"u8 : "}"u8);

        public void Write(ReadOnlySpan<byte> utf8)
        {
            utf8.CopyTo(_buffer[_length..]);
            _length += utf8.Length;
        }

        public void Write(string text) => _length += Encoding.UTF8.GetBytes(text, _buffer[_length..]);
    }
}
