using FsCheck;
using FsCheck.Fluent;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>An answer that holds all of the model's labels, in any order.</summary>
public sealed record WholeAnswer(GenreLabelScore[] Labels)
{
    public IEnumerable<GenreLabelScore> InModelOrder
    {
        get
        {
            var scores = Labels.ToDictionary(label => label.Label, label => label.Score);
            return GenreLabels.All.Select(label => new GenreLabelScore(label, scores[label]));
        }
    }
}

/// <summary>The options of a normalizer.</summary>
public sealed record Vocabulary(
    int TopN, (string From, string To)[] Aliases, string[] IgnoredNames, string[] AllowedNames, double MinConfidence,
    GenreNames Names)
{
    public GenreLabelNormalizer Create() => new(
        TopN,
        Aliases.Select(alias => KeyValuePair.Create(alias.From, alias.To)),
        IgnoredNames,
        AllowedNames,
        MinConfidence,
        Names);
}

/// <summary>Whole answers with many equal scores, and vocabularies that touch their names.</summary>
internal static class VocabularyGenerators
{
    private static readonly string[] Known =
    [
        "electronic", "rock", "hip hop", "classical", "latin", "ambient", "techno", "dub", "ska", "bossanova",
        "bossa nova",
        "opera", "punk", "house", "own name", "another",
    ];

    private static readonly Gen<string[]> Some = Gen.SubListOf(Known).Select(names => names.ToArray());

    private static readonly Gen<double> Scores = Gen.Frequency(
        (4, Gen.Choose(0, 20).Select(score => score / 20d)),
        (3, Gen.Choose(0, 1_000_000_000).Select(score => score / 1e9)),
        (1, Gen.Choose(0, 9_999).Select(score => (score + 0.5) / 10_000)),
        (1, Gen.Elements(0, -0.0, 1, 5e-324)));

    public static Arbitrary<WholeAnswer> Answers() => (
        from labels in Gen.OneOf(Gen.Constant(GenreLabels.All.ToArray()), Gen.Shuffle(GenreLabels.All.ToArray()))
        from scores in Scores.ArrayOf(labels.Length)
        select new WholeAnswer(
            [.. labels.Zip(scores, (label, score) => new GenreLabelScore(label, score))])).ToArbitrary();

    public static Arbitrary<Vocabulary> Vocabularies() => (
        from topN in Gen.Choose(1, 30)
        from aliased in Some
        from targets in Gen.Elements(Known).ArrayOf(aliased.Length)
        from ignored in Some
        from allowed in Gen.Frequency((1, Gen.Constant<string[]>([])), (1, Some))
        from minConfidence in Gen.Elements(0, 0.05, 0.3, 1)
        from names in Gen.Elements(Enum.GetValues<GenreNames>())
        select new Vocabulary(topN, [.. aliased.Zip(targets)], ignored, allowed, minConfidence, names)).ToArbitrary();
}
