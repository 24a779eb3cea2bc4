using FsCheck;
using FsCheck.Fluent;

namespace Plyr.Genres.Tests.Labels;

/// <summary>
/// Answers of all kinds: as the model writes them, in other orders, in parts, mixed with unknown names and odd text.
/// </summary>
internal static class LabelGenerators
{
    private static readonly string[] Pieces =
    [
        "Electronic", "Ambient", "rock", "ROCK", "É", "é", "e\u0301", "ß", "İ", "I\u0307", "\u03aa\u0301",
        "\u212a", "🎸", "𝔞", "---", "--", "-", "------", " ", "  ", "\t", "\n", "\u00a0", "\u2003", "\u3000",
        "\u200b", "\0", "\u001b", "\u0085", "\u009f", "\ud83c", "\udfb8", "\uffff", "/", ",", "&", "\"", "\\",
        new string('x', 60), new string('Ж', 40), "",
    ];

    private static readonly string[] Taxonomy = [.. GenreLabels.All];

    private static readonly Gen<string> OddText = Gen.Elements(Pieces).ListOf().Resize(6).Select(string.Concat);

    private static readonly Gen<double> Scores = Gen.Frequency(
        (6, Gen.Choose(0, 10_000).Select(score => score / 10_000d)),
        (3, Gen.Choose(0, 1_000_000_000).Select(score => score / 1e9)),
        (2, Gen.Choose(0, 9_999).Select(score => (score + 0.5) / 10_000)),
        (1, Gen.Elements(0, -0.0, 1, 5e-324, 1.5, -0.1, double.NaN, double.PositiveInfinity)));

    private static readonly Gen<string> Labels = Gen.Frequency(
        (5, Gen.Elements(Taxonomy)),
        (3, OddText),
        (1, Gen.Elements(Taxonomy).Select(label => label.ToUpperInvariant())));

    /// <summary>Text that is mostly not a name.</summary>
    public static Arbitrary<string> Text() => OddText.ToArbitrary();

    /// <summary>A whole answer.</summary>
    public static Arbitrary<GenreLabelScore[]> Answers() => Arb.From(
        Gen.OneOf(
            Scored(Gen.Constant(Taxonomy)),
            Scored(Gen.Shuffle(Taxonomy)),
            Scored(Labels.ListOf().Select(labels => labels.ToArray())),
            Scored(
                from all in Gen.Constant(Taxonomy)
                from odd in Labels.ListOf()
                from at in Gen.Choose(0, all.Length)
                select (string[])[.. all[..at], .. odd, .. all[at..]])),
        Shrink);

    private static Gen<GenreLabelScore[]> Scored(Gen<string[]> labels) =>
        from names in labels
        from scores in Scores.ArrayOf(names.Length)
        select names.Zip(scores, (name, score) => new GenreLabelScore(name, score)).ToArray();

    private static IEnumerable<GenreLabelScore[]> Shrink(GenreLabelScore[] labels)
    {
        if (labels.Length > 1)
        {
            yield return labels[..(labels.Length / 2)];
            yield return labels[(labels.Length / 2)..];
        }

        for (var i = 0; labels.Length < 20 && i < labels.Length; i++)
            yield return [.. labels[..i], .. labels[(i + 1)..]];
    }
}
