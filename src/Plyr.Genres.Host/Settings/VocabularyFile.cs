using System.Globalization;

namespace Plyr.Genres.Host.Settings;

/// <summary>
/// Represents a vocabulary. A line <c>name</c> allows a name, a line <c>name = alias</c> replaces a name of the model
/// with an alias and allows the alias. A comment starts with #.
/// </summary>
internal sealed class VocabularyFile
{
    private const int MaxLength = 100;

    private static readonly GenreLabelScore[] ModelLabels =
        [.. GenreLabels.All.Select(label => new GenreLabelScore(label, 1))];

    private readonly string _path;
    private readonly HashSet<string> _allowedNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.OrdinalIgnoreCase);

    private VocabularyFile(string path) => _path = path;

    public IReadOnlyCollection<string> AllowedNames => _allowedNames;

    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    /// <summary>Gets a warning for each line with a name that the model doesn't have.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="otherNames">The aliases that are configured elsewhere.</param>
    /// <exception cref="SettingsException">
    /// The file can't be read, a line is invalid, or no line contains a name.
    /// </exception>
    public static VocabularyFile Read(string path, params IEnumerable<string> otherNames)
    {
        try
        {
            return Parse(path, File.ReadLines(path), otherNames);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{SettingNames.VocabularyFile} can't be read: {exception.Message}");
        }
    }

    public void ApplyTo(PlyrGenresOptions options)
    {
        foreach (var name in AllowedNames)
            options.AllowedNames.Add(name);
        foreach (var (name, alias) in Aliases)
            options.Aliases[name] = alias;
    }

    private static VocabularyFile Parse(string path, IEnumerable<string> lines, IEnumerable<string> otherNames)
    {
        var file = new VocabularyFile(path);
        var entries = new List<(int Line, string Name, bool HasAlias)>();
        foreach (var (index, line) in lines.Index())
        {
            var parts = WithoutComment(line).Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [""])
                continue;
            if (file.Add(parts) is { } problem)
                throw new SettingsException($"{file.Place(index + 1)}: '{line.Trim()}' can't be used: {problem}.");
            entries.Add((index + 1, parts[0], parts.Length > 1));
        }

        if (file._allowedNames.Count == 0)
        {
            throw new SettingsException(
                $"{SettingNames.VocabularyFile}: {path} has no names, so no prediction would be left. "
                + "Add names, or unset it.");
        }

        var aliases = file._aliases.Values.Concat(otherNames).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = entries.Where(entry =>
            (entry.HasAlias || !aliases.Contains(entry.Name)) && !IsNameOfModel(entry.Name));
        file.Warnings =
        [
            .. unknown.Select(entry => $"Warning: {file.Place(entry.Line)}: the model has no genre or style "
                + $"'{entry.Name}', so the line has no effect."),
        ];
        return file;
    }

    private string Place(int line) => $"{SettingNames.VocabularyFile}, line {line} of {_path}";

    /// <summary>Adds a line. Returns the problem if it is invalid.</summary>
    private string? Add(string[] parts)
    {
        if (!parts.All(IsName))
            return $"it must be a name, or name = alias, each with 1 to {MaxLength} printable characters";
        if (parts is [var name, var alias] && !_aliases.TryAdd(name, alias) && !IsSame(_aliases[name], alias))
            return $"'{name}' already has the alias '{_aliases[name]}'; remove one of the two";
        _allowedNames.Add(parts[^1]);
        return null;
    }

    private static bool IsNameOfModel(string name) =>
        new GenreLabelNormalizer(topN: 1, allowedNames: [name]).Normalize(ModelLabels).Count > 0;

    /// <summary>
    /// Removes a comment. A # starts one at the beginning of a line or after white space, and is part of a name
    /// elsewhere.
    /// </summary>
    private static string WithoutComment(string line)
    {
        var starts = Enumerable.Range(0, line.Length)
            .Where(i => line[i] == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])));
        return line[..starts.FirstOrDefault(line.Length)].Trim();
    }

    private static bool IsName(string text) => text.Length is > 0 and <= MaxLength && !text.Any(IsInvisible);

    private static bool IsInvisible(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
