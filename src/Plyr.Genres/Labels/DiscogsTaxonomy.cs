using System.Collections.Frozen;
using System.Text;

namespace Plyr.Genres;

/// <summary>The 400 labels of effnet-discogs by position, so that an answer in the model's order is read without a lookup.</summary>
internal static class DiscogsTaxonomy
{
    /// <summary>What separates genre and style in a label.</summary>
    public const string Separator = "---";

    private static readonly string[] LabelsInOrder = [.. ReadLabels()];
    private static readonly byte[][] EscapedLabels = [.. LabelsInOrder.Select(Escape)];
    private static readonly FrozenDictionary<string, int> Positions =
        LabelsInOrder.Select((label, position) => KeyValuePair.Create(label, position)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The labels in the model's own order.</summary>
    public static ReadOnlySpan<string> Labels => LabelsInOrder;

    /// <summary>The label at a position as the model's writer puts it into JSON: UTF-8, non-ASCII letters as <c>\u00e9</c>.</summary>
    public static ReadOnlySpan<byte> EscapedLabel(int position) =>
        (uint)position < (uint)EscapedLabels.Length ? EscapedLabels[position] : default;

    /// <summary>Where a label stands in the model's order, or -1.</summary>
    /// <param name="label">The label.</param>
    /// <param name="expected">The position to look at first.</param>
    public static int PositionOf(string label, int expected)
    {
        if ((uint)expected < (uint)LabelsInOrder.Length && string.Equals(LabelsInOrder[expected], label))
            return expected;
        return Positions.TryGetValue(label, out var position) ? position : -1;
    }

    /// <summary>Where a label stands in the model's order, or -1.</summary>
    /// <param name="label">The label.</param>
    public static int PositionOf(ReadOnlySpan<char> label) =>
        Positions.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(label, out var position) ? position : -1;

    private static IEnumerable<string> ReadLabels()
    {
        var genre = "";
        foreach (var line in DiscogsStyles.Text.Split('\n'))
        {
            var styles = line;
            if (!line.StartsWith(' '))
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                (genre, styles) = (line[..colon], line[(colon + 2)..]);
            }

            foreach (var style in styles.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                yield return genre + Separator + style;
        }
    }

    private static byte[] Escape(string label)
    {
        var ascii = new StringBuilder(label.Length);
        foreach (var c in label)
            _ = c < 0x80 ? ascii.Append(c) : ascii.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        return Encoding.ASCII.GetBytes(ascii.ToString());
    }
}
