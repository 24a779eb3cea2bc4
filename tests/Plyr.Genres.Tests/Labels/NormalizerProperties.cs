using NUnit.Framework;
using Plyr.Genres.Labels;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

/// <summary>Properties of the predictions of every answer, however odd.</summary>
[TestFixture]
internal sealed class NormalizerProperties
{
    private static readonly Dictionary<string, string> Aliases =
        new() { ["ambient"] = "rock", ["rock"] = "ß", ["techno"] = "own name", ["é"] = "e" };

    private static readonly string[] Ignored = ["house", "ß", "electronic"];

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)])]
    public void Predictions_are_those_of_a_query_in_LINQ(GenreLabelScore[] labels, byte top)
    {
        var topN = 1 + (top % 30);

        var plain = new GenreLabelNormalizer(topN).Normalize(labels);
        var aliased = new GenreLabelNormalizer(400, Aliases, Ignored).Normalize(labels);

        Assert.That(plain, Is.EqualTo(PlainNormalizer.Normalize(labels, topN, new Dictionary<string, string>(), [])));
        Assert.That(aliased, Is.EqualTo(PlainNormalizer.Normalize(labels, 400, Aliases, Ignored)));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)])]
    public void Predictions_are_sorted_distinct_normal_and_cut(GenreLabelScore[] labels, byte top)
    {
        var topN = 1 + (top % 30);

        var predictions = new GenreLabelNormalizer(topN).Normalize(labels);

        var names = predictions.Select(prediction => prediction.Name);
        Assert.That(predictions, Has.Count.LessThanOrEqualTo(topN));
        Assert.That(predictions, Is.Ordered.Descending.By(nameof(GenrePrediction.Confidence)));
        Assert.That(predictions.Select(prediction => prediction.Confidence), Is.All.InRange(0, 1));
        Assert.That(names, Is.Unique);
        Assert.That(names.Select(GenreName.Normalize), Is.EqualTo(names));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)])]
    public void Repeated_label_with_a_lower_score_changes_nothing(GenreLabelScore[] labels, byte which)
    {
        var usable = Array.FindAll(labels, label => label.Score is > 0 and <= 1);
        if (usable.Length == 0)
            return;
        var repeated = usable[which % usable.Length];
        var normalizer = new GenreLabelNormalizer();

        var predictions = normalizer.Normalize([.. labels, repeated with { Score = repeated.Score / 2 }]);

        Assert.That(predictions, Is.EqualTo(normalizer.Normalize(labels)));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)], MaxTest = PropertyCases.More)]
    public void Normal_form_is_final(string text)
    {
        var name = GenreName.Normalize(text);

        Assert.That(GenreName.Normalize(name), Is.EqualTo(name));
    }
}
