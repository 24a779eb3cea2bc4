namespace Plyr.Genres.Host.Commands;

/// <summary>Breaks texts into lines for a terminal.</summary>
internal static class TextLines
{
    /// <summary>The width that every terminal has.</summary>
    public const int Width = 80;

    private const int LabelWidth = 7;

    /// <summary>Returns texts below each other, each broken into lines, beside a label.</summary>
    public static IEnumerable<string> Row(string label, IEnumerable<string> texts)
    {
        const int indent = LabelWidth + 2;
        return texts.SelectMany(text => Wrap(text, Width - indent)).Select(
            (line, index) => $"{(index == 0 ? label : ""),LabelWidth}  {line}");
    }

    /// <summary>Returns the lines of a text, broken between words. A longer word has a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += line.Length == 0 ? word : $" {word}";
        }

        if (line.Length > 0)
            yield return line;
    }
}
