using System.Buffers.Text;
using System.Text;

namespace Plyr.Genres;

/// <summary>
/// The short way through an answer as the model writes it: the taxonomy's labels in their order, each with a score from 0 to 1.
/// Whatever is written otherwise is left to <see cref="ModelOutput.ReadPlain"/>, which reads every answer and gives the same labels.
/// </summary>
internal static class OrderedAnswer
{
    // "Label": as it stands in the answer, so that one comparison takes quotes and colon along.
    private static readonly byte[][] Properties =
        [.. Enumerable.Range(0, DiscogsTaxonomy.Labels.Length).Select(position => Encoding.ASCII.GetBytes($"\"{Encoding.ASCII.GetString(DiscogsTaxonomy.EscapedLabel(position))}\":"))];

    /// <summary>The labels, or null when the answer is not written like that.</summary>
    public static GenreLabelScore[]? TryRead(ReadOnlySpan<byte> utf8Json)
    {
        if (!utf8Json.StartsWith("{"u8) || !utf8Json[1..].StartsWith(Properties[0]))
            return null;
        var rest = utf8Json[1..];
        var labels = new GenreLabelScore[Properties.Length];
        for (var position = 0; position < labels.Length; position++)
        {
            if (position > 0 && !TrySkip(ref rest, (byte)','))
                return null;
            var property = Properties[position];
            if (!rest.StartsWith(property))
                return null;
            rest = rest[(property.Length - 1)..];
            if (!TrySkip(ref rest, (byte)':') || !TryReadScore(ref rest, out var score))
                return null;
            labels[position] = new GenreLabelScore(DiscogsTaxonomy.Labels[position], score);
        }

        return rest.SequenceEqual("}"u8) ? labels : null;
    }

    /// <summary>Goes past a separator and the one space that the model's writer puts behind it.</summary>
    private static bool TrySkip(ref ReadOnlySpan<byte> rest, byte separator)
    {
        if (rest.IsEmpty || rest[0] != separator)
            return false;
        rest = rest.Length > 1 && rest[1] == (byte)' ' ? rest[2..] : rest[1..];
        return true;
    }

    /// <summary>A number of JSON from 0 to 1 with one digit in front of the point. The parser takes more than JSON does, so its form is looked at.</summary>
    private static bool TryReadScore(ref ReadOnlySpan<byte> rest, out double score)
    {
        if (!Utf8Parser.TryParse(rest, out score, out int length) || score is not (>= 0 and <= 1) || !IsJson(rest[..length]))
            return false;
        rest = rest[length..];
        return true;
    }

    private static bool IsJson(ReadOnlySpan<byte> number) =>
        char.IsAsciiDigit((char)number[0]) && char.IsAsciiDigit((char)number[^1])
        && (number.Length == 1 || (number[1] == (byte)'.' ? char.IsAsciiDigit((char)number[2]) : (number[1] | 0x20) == 'e'));
}
