using System.Buffers.Text;

namespace Plyr.Genres.Simulator;

/// <summary>What the model writes for a recording: every label with its score, in the form of Python's <c>json.dumps</c>.</summary>
internal static class ModelAnswer
{
    /// <param name="audioHash">The SHA-256 of the audio.</param>
    public static byte[] Write(ReadOnlySpan<byte> audioHash)
    {
        var scores = Scores.Of(audioHash);
        var text = new byte[32 * 1024];
        text[0] = (byte)'{';
        var length = 1;
        for (var i = 0; i < scores.Length; i++)
        {
            if (i > 0)
                length += Append(text, length, ", "u8);
            length += Append(text, length, Taxonomy.WrittenLabels[i]);
            length += Append(text, length, ": "u8);
            length += AppendNumber(text.AsSpan(length), scores[i]);
        }

        text[length++] = (byte)'}';
        return text[..length];
    }

    private static int Append(byte[] text, int position, ReadOnlySpan<byte> part)
    {
        part.CopyTo(text.AsSpan(position));
        return part.Length;
    }

    /// <summary>A 32-bit number widened to 64 bits, hence up to 17 digits; Python writes the exponent in lower case.</summary>
    private static int AppendNumber(Span<byte> text, float score)
    {
        Utf8Formatter.TryFormat((double)score, text, out var written);
        text[..written].Replace((byte)'E', (byte)'e');
        return written;
    }
}
