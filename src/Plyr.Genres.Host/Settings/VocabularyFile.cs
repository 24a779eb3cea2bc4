using System.Globalization;

namespace Plyr.Genres.Host.Settings;

/// <summary>
/// Reads a vocabulary: a line <c>name</c> allows a name, a line <c>name = alias</c> replaces the model's name by an
/// alias and allows that. A comment starts with #.
/// </summary>
internal sealed class VocabularyFile
{
    private const int MaxLength = 100;

    private VocabularyFile(IReadOnlyCollection<string> allowedNames, IReadOnlyDictionary<string, string> aliases)
    {
        AllowedNames = allowedNames;
        Aliases = aliases;
    }

    public IReadOnlyCollection<string> AllowedNames { get; }

    public IReadOnlyDictionary<string, string> Aliases { get; }

    /// <exception cref="SettingsException">
    /// The file can't be read, a line can't be used, or no line has a name.
    /// </exception>
    public static VocabularyFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadLines(path));
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

    private static VocabularyFile Parse(string path, IEnumerable<string> lines)
    {
        var allowed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, line) in lines.Index())
        {
            var parts = WithoutComment(line).Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [""])
                continue;
            if (!parts.All(IsName))
                throw Refusal($"it must be a name, or name = alias, each with 1 to {MaxLength} printable characters");
            if (parts is [var name, var alias] && !aliases.TryAdd(name, alias) && !IsSame(aliases[name], alias))
                throw Refusal($"'{name}' already has the alias '{aliases[name]}'; remove one of the two");
            allowed.Add(parts[^1]);

            SettingsException Refusal(string problem) =>
                new($"{SettingNames.VocabularyFile}, line {index + 1} of {path}: "
                    + $"'{line.Trim()}' can't be used: {problem}.");
        }

        return allowed.Count > 0
            ? new VocabularyFile(allowed, aliases)
            : throw new SettingsException(
                $"{SettingNames.VocabularyFile}: {path} has no names, so no prediction would be left. "
                + "Add names, or unset it.");
    }

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
