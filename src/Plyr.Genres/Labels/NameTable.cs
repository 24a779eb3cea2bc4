using System.Collections.Frozen;

namespace Plyr.Genres;

/// <summary>
/// The names that the taxonomy's labels give under one host's aliases and ignores (rule 7), numbered, so that an answer of the
/// model is counted by number. Names that the taxonomy does not know go through the same rules one by one.
/// </summary>
internal sealed class NameTable
{
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _aliases;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _ignored;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbers;
    private readonly (int Genre, int Style)[] _labels = new (int, int)[DiscogsTaxonomy.Labels.Length];
    private readonly string[] _names;

    public NameTable(IEnumerable<KeyValuePair<string, string>> aliases, IEnumerable<string> ignoredNames)
    {
        _aliases = Normalize(aliases).ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _ignored = ignoredNames.Select(GenreName.Normalize).OfType<string>().ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var position = 0; position < _labels.Length; position++)
        {
            Cut(DiscogsTaxonomy.Labels[position], out var genre, out var style);
            _labels[position] = (Assign(genre), Assign(style));
        }

        _names = [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        _numbers = numbers.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        int Assign(ReadOnlySpan<char> raw)
        {
            if (!TryResolve(raw, stackalloc char[GenreName.MaxLength], out var name))
                return -1;
            var text = name.ToString();
            numbers.TryAdd(text, numbers.Count);
            return numbers[text];
        }
    }

    /// <summary>How many names the taxonomy gives.</summary>
    public int Count => _names.Length;

    /// <summary>The name with a number below <see cref="Count"/>.</summary>
    public string this[int number] => _names[number];

    /// <summary>Rule 1: cuts a label at the first separator into at most two names.</summary>
    public static void Cut(ReadOnlySpan<char> label, out ReadOnlySpan<char> genre, out ReadOnlySpan<char> style)
    {
        var at = label.IndexOf(DiscogsTaxonomy.Separator, StringComparison.Ordinal);
        genre = at < 0 ? label : label[..at];
        style = at < 0 ? default : label[(at + DiscogsTaxonomy.Separator.Length)..];
    }

    /// <summary>The numbers of the two names of the label at a taxonomy position; -1 for a name that is dropped or ignored.</summary>
    public (int Genre, int Style) NamesOf(int position) => _labels[position];

    /// <summary>The number of a resolved name, or -1 when the taxonomy does not give it.</summary>
    public int NumberOf(ReadOnlySpan<char> name) => _numbers.TryGetValue(name, out var number) ? number : -1;

    /// <summary>The name that a raw name stands for: normal form, then alias, then ignores.</summary>
    /// <param name="raw">The name as it was cut out of a label.</param>
    /// <param name="buffer">Room for <see cref="GenreName.MaxLength"/> characters.</param>
    /// <param name="name">The resolved name; it may lie in the buffer.</param>
    /// <returns>False when the name is dropped or ignored.</returns>
    public bool TryResolve(ReadOnlySpan<char> raw, Span<char> buffer, out ReadOnlySpan<char> name)
    {
        if (!GenreName.TryNormalize(raw, buffer, out name))
            return false;
        if (_aliases.TryGetValue(name, out var alias))
            name = alias;
        return !_ignored.Contains(name);
    }

    private static Dictionary<string, string> Normalize(IEnumerable<KeyValuePair<string, string>> aliases)
    {
        var normal = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (from, to) in aliases)
        {
            if (GenreName.Normalize(from) is not { } key || GenreName.Normalize(to) is not { } value)
                throw new ArgumentException($"The alias '{from}' -> '{to}' has a side that is no usable name; give each side 1 to {GenreName.MaxLength} printable characters.", nameof(aliases));
            normal[key] = value;
        }

        return normal;
    }
}
