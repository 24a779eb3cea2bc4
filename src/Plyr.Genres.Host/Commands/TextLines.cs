namespace Plyr.Genres.Host.Commands;

/// <summary>Wraps texts for a terminal.</summary>
internal static class TextLines
{
    /// <summary>The minimum width of a terminal.</summary>
    public const int Width = 80;

    private const int LabelWidth = 7;

    /// <summary>Returns the wrapped texts, with a label to the left of the first line.</summary>
    public static IEnumerable<string> Row(string label, IEnumerable<string> texts)
    {
        const int indent = LabelWidth + 2;
        return texts
            .SelectMany(text => Wrap(text, Width - indent))
            .Select((line, index) => $"{(index == 0 ? label : ""),LabelWidth}  {line}");
    }

    /// <summary>Returns the lines of a text, wrapped between words. A longer word is not broken.</summary>
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
