using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

/// <summary>What holds for every answer, however odd.</summary>
[TestFixture]
internal sealed class NormalizerProperties
{
    private static readonly Dictionary<string, string> Aliases = new() { ["ambient"] = "rock", ["rock"] = "ß", ["techno"] = "own name", ["é"] = "e" };
    private static readonly string[] Ignored = ["house", "ß", "electronic"];

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)])]
    public void Every_answer_gives_what_the_plain_way_gives(GenreLabelScore[] labels, byte top)
    {
        var topN = 1 + (top % 30);

        Assert.That(new GenreLabelNormalizer(topN).Normalize(labels), Is.EqualTo(PlainNormalizer.Normalize(labels, topN, new Dictionary<string, string>(), [])));
        Assert.That(new GenreLabelNormalizer(400, Aliases, Ignored).Normalize(labels.ToList()), Is.EqualTo(PlainNormalizer.Normalize(labels, 400, Aliases, Ignored)));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)])]
    public void Predictions_are_sorted_distinct_usable_and_cut(GenreLabelScore[] labels, byte top)
    {
        var topN = 1 + (top % 30);
        var predictions = new GenreLabelNormalizer(topN).Normalize(labels);

        Assert.That(predictions, Has.Count.LessThanOrEqualTo(topN));
        Assert.That(predictions.Select(prediction => prediction.Confidence), Is.Ordered.Descending.And.All.InRange(0, 1));
        Assert.That(predictions.Select(prediction => prediction.Name), Is.Unique);
        Assert.That(predictions.Where(prediction => PlainNormalizer.Name(prediction.Name) != prediction.Name), Is.Empty);
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)])]
    public void A_label_repeated_with_a_lower_score_changes_nothing(GenreLabelScore[] labels, byte which)
    {
        var usable = Array.FindAll(labels, label => label.Score is > 0 and <= 1);
        if (usable.Length == 0)
            return;
        var repeated = usable[which % usable.Length];
        var normalizer = new GenreLabelNormalizer();

        Assert.That(normalizer.Normalize([.. labels, repeated with { Score = repeated.Score / 2 }]), Is.EqualTo(normalizer.Normalize(labels)));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)])]
    public void Normalising_predictions_again_changes_nothing_where_no_name_holds_the_separator(GenreLabelScore[] labels)
    {
        var plain = Array.FindAll(labels, label => !label.Label.Replace(" ", "", StringComparison.Ordinal).Contains("----", StringComparison.Ordinal)
            && label.Label.Split("---").Length <= 2);
        var normalizer = new GenreLabelNormalizer();
        var once = normalizer.Normalize(plain);

        Assert.That(normalizer.Normalize(once.Select(prediction => new GenreLabelScore(prediction.Name, prediction.Confidence))), Is.EqualTo(once));
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(LabelGenerators)], MaxTest = PropertyCases.More)]
    public void The_form_of_a_name_is_the_plain_one_and_final(string text)
    {
        var name = GenreName.Normalize(text);

        Assert.That(name, Is.EqualTo(PlainNormalizer.Name(text)));
        Assert.That(GenreName.Normalize(name), Is.SameAs(name));
    }
}
