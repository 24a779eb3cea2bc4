using System.Text.RegularExpressions;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>One source file.</summary>
/// <param name="Path">Its path inside the project, with forward slashes.</param>
/// <param name="Text">All of it.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>
    /// The text without comments and with empty strings, so that only code is searched. Lines keep their numbers.
    /// </summary>
    public string Code { get; } = NoCode().Replace(
        Text, found => string.Concat(found.Value.Where(c => c == '\n')) + (found.Value[0] == '/' ? "" : "\"\""));

    /// <summary>The folder of the file; empty for the project's own.</summary>
    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>Returns the places of lines that are too long.</summary>
    public IEnumerable<string> LinesLongerThan(int columns) => Text.Split('\n')
        .Select((line, index) => (Line: line, Number: index + 1))
        .Where(found => found.Line.Length > columns)
        .Select(found => $"{Path}:{found.Number}");

    /// <summary>Where a position is, for a message.</summary>
    public string At(int position) => $"{Path}:{Code.AsSpan(0, position).Count('\n') + 1}";

    [GeneratedRegex(
        """"
        """[\s\S]*?"{3,} | @\$?"(?:[^"]|"")*" | "(?:\\.|[^"\\\n])*" | '(?:\\[^'\n]+|\\'|[^'\\\n])' | //[^\n]* | /\*[\s\S]*?\*/
        """",
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex NoCode();
}
