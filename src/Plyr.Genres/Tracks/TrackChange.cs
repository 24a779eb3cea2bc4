using System.Buffers;
using System.Text;
using System.Text.Json;
using Plyr.Genres.Labels;
using Plyr.Genres.Tracks;

namespace Plyr.Genres;

/// <summary>Represents a write to one track. A store applies all of it or nothing.</summary>
public sealed record TrackChange
{
    /// <summary>Gets keys of <c>extra</c> with their new value as JSON text, or null to remove the key.</summary>
    public IReadOnlyDictionary<string, string?> Extra { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets the tags to add. A name that the track has, in any case or spacing, is not added.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];

    /// <summary>Gets the tags to remove: exactly these names.</summary>
    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    /// <summary>Returns the new <c>extra</c> document: other keys byte for byte, then the changed ones.</summary>
    /// <param name="extra">The current document. One that is not a JSON object counts as empty.</param>
    /// <returns>A JSON object.</returns>
    public byte[] ApplyTo(ReadOnlySpan<byte> extra)
    {
        var output = new ArrayBufferWriter<byte>(Math.Max(extra.Length, 256));
        if (!TryCopyOtherKeys(TrackExtraReader.Trim(extra), output))
            output.ResetWrittenCount();
        foreach (var (key, json) in Extra.Where(change => change.Value is not null))
            Append(output, Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(key)}\":{json}"));
        output.Write(output.WrittenCount == 0 ? "{}"u8 : "}"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Returns the new list of tags: the remaining tags in their order, then the added ones.</summary>
    /// <param name="tags">The current tags.</param>
    /// <returns>A new list. Added names are compared without case and spacing, removed names exactly.</returns>
    public IReadOnlyList<string> ApplyTo(IReadOnlyCollection<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var result = tags.Where(tag => !RemoveTags.Contains(tag, StringComparer.Ordinal)).ToList();
        var present = result.Select(GenreName.KeyOf).ToHashSet(StringComparer.Ordinal);
        result.AddRange(AddTags.Where(tag => present.Add(GenreName.KeyOf(tag))));
        return result;
    }

    /// <inheritdoc cref="ApplyTo(ReadOnlySpan{byte})"/>
    public string ApplyTo(string? extra) =>
        Encoding.UTF8.GetString(ApplyTo(Encoding.UTF8.GetBytes(extra ?? "").AsSpan()));

    /// <summary>Returns the write for a person who saved a list of tags and thereby owns them.</summary>
    /// <param name="track">The track as it is now.</param>
    /// <param name="tags">All tags that the person saved.</param>
    /// <returns>The write. A saved tag is confirmed, so that later classifications leave it alone.</returns>
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

    private bool TryCopyOtherKeys(ReadOnlySpan<byte> extra, ArrayBufferWriter<byte> output)
    {
        try
        {
            var changed = Extra.Keys.ToArray();
            var reader = TrackExtraReader.CreateReader(extra);
            if (extra.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                var isChanged = TrackExtraReader.FindKey(in reader, changed) is not null;
                reader.Read();
                reader.Skip();
                if (!isChanged)
                    Append(output, extra[start..(int)reader.BytesConsumed]);
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Append(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> property)
    {
        output.Write(output.WrittenCount == 0 ? "{"u8 : ","u8);
        output.Write(property);
    }
}
