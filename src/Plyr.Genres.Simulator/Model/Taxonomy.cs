using System.Globalization;
using System.Text;

namespace Plyr.Genres.Simulator;

/// <summary>The labels of the model, <c>Genre---Style</c>, in its own order.</summary>
internal static class Taxonomy
{
    public static IReadOnlyList<string> Labels { get; } = [.. Read(TaxonomyText.Value)];

    /// <summary>Each label quoted as Python writes it. Escaped once, because every answer holds all of them.</summary>
    public static IReadOnlyList<byte[]> WrittenLabels { get; } = [.. Labels.Select(Write)];

    private static IEnumerable<string> Read(string text)
    {
        var genre = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var styles = line;
            if (!line.StartsWith(' '))
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                genre = line[..colon];
                styles = line[(colon + 1)..];
            }

            foreach (var style in styles.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                yield return $"{genre}---{style}";
        }
    }

    /// <summary>Python escapes what is not ASCII and nothing else of what occurs in a label.</summary>
    private static byte[] Write(string label)
    {
        var text = new StringBuilder("\"");
        foreach (var character in label)
            _ = char.IsAscii(character) ? text.Append(character) : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        return Encoding.ASCII.GetBytes(text.Append('"').ToString());
    }
}
