using System.Buffers;
using System.Text;
using System.Text.Json;
using Plyr.Genres.Tracks;

namespace Plyr.Genres;

/// <summary>
/// Represents a write to one track: keys of its <c>extra</c>, and tags to add and remove. A store applies all of it or
/// nothing.
/// </summary>
public sealed record TrackChange
{
    /// <summary>
    /// Gets top-level keys of <c>extra</c> with their new value as JSON text, or null to remove the key. Other keys are
    /// not changed.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Gets the tags to add. A name that the track already has, in any case or spacing, is not added.
    /// </summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Gets the tags to remove: exactly these names.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    /// <summary>
    /// Returns the new <c>extra</c> document. Foreign keys are copied byte for byte, in their order; the changed keys
    /// follow.
    /// </summary>
    /// <param name="extra">The current document in UTF-8. A document that is not a JSON object counts as empty.</param>
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

    /// <summary>Returns the new list of tags: the remaining tags in their order, then the added ones.</summary>
    /// <param name="tags">The current tags.</param>
    /// <returns>A new list. Added names are compared without case and spacing, removed names exactly.</returns>
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

    /// <summary>
    /// Returns the new <c>extra</c> document. Foreign keys are kept, in their order; the changed keys follow.
    /// </summary>
    /// <param name="extra">
    /// The current document. Null, or a document that is not a JSON object, counts as empty.
    /// </param>
    /// <returns>A JSON object.</returns>
    public string ApplyTo(string? extra) =>
        Encoding.UTF8.GetString(ApplyTo(Encoding.UTF8.GetBytes(extra ?? "").AsSpan()));

    /// <summary>
    /// Returns the write for a person who saved a list of tags: the tags to add and to remove, and the record of
    /// auto-tags without the names that the person now owns or took off.
    /// </summary>
    /// <param name="track">The track as it is now.</param>
    /// <param name="tags">All tags that the person saved.</param>
    /// <returns>
    /// The write. Saving confirms every tag in the list, so that later classifications leave it alone.
    /// </returns>
    public static TrackChange ForEditedTags(Track track, IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(tags);
        return new TrackChange
        {
            Extra = track.Extra.AutoTags is null
                ? new Dictionary<string, string?>()
                : new Dictionary<string, string?> { [TrackExtraKeys.AutoTags] = null },
            AddTags = [.. tags.Except(track.Tags, StringComparer.Ordinal)],
            RemoveTags = [.. track.Tags.Except(tags, StringComparer.Ordinal)],
        };
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

    /// <summary>
    /// Returns an upper bound: braces, and each value with its key, quotes, colon and comma. A character of a key takes
    /// at most six bytes (\uXXXX).
    /// </summary>
    private int LongestAddition()
    {
        var bytes = 2;
        foreach (var (key, json) in Extra)
            bytes += (6 * key.Length) + 4 + Encoding.UTF8.GetMaxByteCount(json?.Length ?? 0);
        return bytes;
    }

    /// <summary>The new document in a buffer that is long enough for it.</summary>
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
