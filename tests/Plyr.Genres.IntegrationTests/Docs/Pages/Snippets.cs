using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Docs.Pages;

/// <summary>
/// The code that pages show: real code between <c>// snippet: NAME</c> and <c>// end</c>. Parts of one name in one file
/// are one snippet,
/// with an empty line between them.
/// </summary>
internal static class Snippets
{
    public const string Folder = "tests/Plyr.Genres.IntegrationTests/Docs/Examples";

    private const string Start = "// snippet: ";
    private const string End = "// end";

    public static IReadOnlyDictionary<string, string> All { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var snippets = new Dictionary<string, string>();
        foreach (var file in Directory.EnumerateFiles(
            Path.Combine(Repository.Root, Folder), "*.cs", SearchOption.AllDirectories))
        {
            foreach (var (name, text) in Parts(file).GroupBy(
                part => part.Name, (name, parts) => (name, string.Join("\n\n", parts.Select(part => part.Text)))))
            {
                if (!snippets.TryAdd(name, text))
                    throw new InvalidDataException(
                        $"The snippet '{name}' is in two files of {Folder}; rename one of them.");
            }
        }

        return snippets;
    }

    private static IEnumerable<(string Name, string Text)> Parts(string file)
    {
        string? name = null;
        var lines = new List<string>();
        foreach (var line in File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n'))
        {
            var mark = line.Trim();
            if (mark.StartsWith(Start, StringComparison.Ordinal))
            {
                if (name is not null)
                    throw new InvalidDataException($"{file}: the snippet '{name}' has no '{End}'.");
                name = mark[Start.Length..];
                lines.Clear();
            }
            else if (mark == End && name is not null)
            {
                yield return (name, Unindented(lines));
                name = null;
            }
            else
            {
                lines.Add(line);
            }
        }

        if (name is not null)
            throw new InvalidDataException($"{file}: the snippet '{name}' has no '{End}'.");
    }

    private static string Unindented(List<string> lines)
    {
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }
}
