using System.Text.RegularExpressions;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Docs.Pages;

/// <summary>A page of the documentation: what tests read out of it.</summary>
internal sealed partial class MarkdownPage
{
    private readonly string[] _lines;

    private MarkdownPage(string path)
    {
        Path = path;
        _lines = Repository.Read(path).Split('\n');
    }

    /// <summary>README.md and everything in docs and .github.</summary>
    public static IReadOnlyList<MarkdownPage> All =>
    [
        Read("README.md"),
        .. new[] { "docs", ".github" }
            .SelectMany(
                folder => Directory.EnumerateFiles(
                    System.IO.Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>The path from the repository's root.</summary>
    public string Path { get; }

    public static MarkdownPage Read(string path) => new(path);

    public IEnumerable<Fence> Fences()
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            if (Opening().Match(_lines[i]) is not { Success: true } opening)
                continue;
            var mark = opening.Groups["mark"].Value;
            var end = Array.FindIndex(_lines, i + 1, line => line.Trim() == mark);
            if (end < 0)
                throw new InvalidDataException($"{Path}, line {i + 1}: this block is not closed.");
            var snippet = i > 0 && Comment()
                .Match(_lines[i - 1]) is { Success: true } comment ? comment.Groups["name"].Value : null;
            yield return new Fence(
                Path,
                i + 1,
                opening.Groups["language"].Value,
                snippet,
                string.Join('\n', _lines[(i + 1)..end]),
                end - i - 1);
            i = end;
        }
    }

    /// <summary>
    /// The rows of the first table whose head begins with this cell, without back-quotes around a whole cell.
    /// </summary>
    public IReadOnlyList<string[]> Table(string firstHead)
    {
        var head = Array.FindIndex(_lines, line => line.StartsWith($"| {firstHead} |", StringComparison.Ordinal));
        return head < 0
            ? throw new InvalidDataException($"{Path} has no table whose first column is called '{firstHead}'.")
            : [.. _lines.Skip(head + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells)];
    }

    /// <summary>The targets of all links to files of the repository.</summary>
    public IEnumerable<string> Links()
    {
        var fences = Fences().ToList();
        for (var i = 0; i < _lines.Length; i++)
        {
            if (fences.Any(fence => i >= fence.Line - 1 && i <= fence.Line + fence.Length))
                continue;
            foreach (var link in Link().Matches(_lines[i]).Select(match => match.Groups["target"].Value))
            {
                if (!link.Contains("://", StringComparison.Ordinal))
                    yield return link;
            }
        }
    }

    /// <summary>The anchors that its headings give, as GitHub makes them.</summary>
    public IEnumerable<string> Anchors() => _lines
        .Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>Puts another text between the fences of a block.</summary>
    public void Write(Fence fence, string text)
    {
        string[] lines = [.. _lines[..fence.Line], .. text.Split('\n'), .. _lines[(fence.Line + fence.Length)..]];
        File.WriteAllText(System.IO.Path.Combine(Repository.Root, Path), string.Join('\n', lines));
    }

    private static string[] Cells(string row) =>
        [.. row.Trim().Trim('|').Split('|').Select(cell => cell.Trim().Trim('`').Trim())];

    [GeneratedRegex("^(?<mark>```+)(?<language>[^`\\s]*)")]
    private static partial Regex Opening();

    [GeneratedRegex("^<!-- snippet: (?<name>[a-z0-9-]+) -->$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\p{L}\p{N}\s_-]")]
    private static partial Regex NotInAnchors();
}
