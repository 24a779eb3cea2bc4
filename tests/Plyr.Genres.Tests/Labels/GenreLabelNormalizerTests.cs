using NUnit.Framework;

namespace Plyr.Genres.Tests.Labels;

/// <summary>The predictions that an answer gives.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class GenreLabelNormalizerTests
{
    [Test, Property("Rule", 3)]
    public void Name_gets_the_highest_score_of_all_its_labels()
    {
        var predictions = Normalize(
            ("Electronic---Techno", 0.2),
            ("Electronic---House", 0.6),
            ("electronic---Dub", 0.4),
            ("Rock", 0.3),
            ("ROCK ", 0.1));

        Assert.That(predictions, Is.EqualTo(new GenrePrediction[]
        {
            new("electronic", 0.6), new("house", 0.6), new("dub", 0.4), new("rock", 0.3), new("techno", 0.2),
        }));
    }

    [Test, Property("Rule", 5)]
    public void Equal_confidences_keep_the_order_in_which_names_first_occurred()
    {
        var predictions = Normalize(
            ("Unknown", 0.1), ("B---X", 0.3), ("A---Y", 0.30004), ("Unknown", 0.3), ("A---X", 0.29996));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(predictions.Select(prediction => prediction.Name), Is.EqualTo(["unknown", "b", "x", "a", "y"]));
            Assert.That(predictions.Select(prediction => prediction.Confidence), Is.All.EqualTo(0.3));
        }
    }

    [Test, Property("Rule", 6), Property("Defect", "C1")]
    public void Best_ten_names_of_400_labels_are_kept()
    {
        var labels = GenreLabels.All.Select((label, i) => new GenreLabelScore(label, i / 400d)).ToArray();

        var predictions = new GenreLabelNormalizer().Normalize(labels);
        var three = new GenreLabelNormalizer(topN: 3).Normalize(labels);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(predictions, Has.Count.EqualTo(10));
            Assert.That(predictions.Take(3), Is.EqualTo(new GenrePrediction[]
            {
                new("stage & screen", 0.9975), new("theme", 0.9975), new("soundtrack", 0.995),
            }));
            Assert.That(three, Is.EqualTo(predictions.Take(3)));
        }
    }

    [Test, Property("Rule", 6)]
    public void Predictions_are_cut_after_rounding()
    {
        var labels = new[] { new GenreLabelScore("first", 0.30001), new GenreLabelScore("second", 0.30004) };

        var predictions = new GenreLabelNormalizer(topN: 1).Normalize(labels);

        Assert.That(predictions.Single().Name, Is.EqualTo("first"));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(401)]
    public void Top_n_outside_1_to_400_is_refused(int topN) =>
        Assert.That(() => new GenreLabelNormalizer(topN), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(-0.0001)]
    [TestCase(1.0001)]
    [TestCase(double.NaN)]
    public void Least_confidence_outside_0_to_1_is_refused(double minConfidence) =>
        Assert.That(
            () => new GenreLabelNormalizer(minConfidence: minConfidence),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartWith("It must be from 0 to 1."));

    [Test]
    public void Undefined_names_are_refused() =>
        Assert.That(
            () => new GenreLabelNormalizer(names: (GenreNames)3),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartWith(
                "The names must be a defined value."));

    [Test, Property("Rule", 7)]
    public void Aliases_are_applied_once_and_before_ignored_names()
    {
        var normalizer = new GenreLabelNormalizer(
            topN: 2,
            aliases: new Dictionary<string, string>
            {
                [" BossaNova "] = "Bossa  Nova",
                ["bossa nova"] = "chained",
                ["radio"] = "non-music",
            },
            ignoredNames: ["Non-Music ", ""]);

        var predictions = normalizer.Normalize(
            [new("Non-Music---Radio", 0.9), new("Latin---Bossanova", 0.5), new("Jazz", 0.4)]);

        Assert.That(predictions, Is.EqualTo(new GenrePrediction[] { new("latin", 0.5), new("bossa nova", 0.5) }));
    }

    [Test, Property("Rule", 7)]
    public void Names_with_the_same_alias_become_one_prediction()
    {
        var normalizer = new GenreLabelNormalizer(
            aliases: new Dictionary<string, string> { ["bossanova"] = "bossa nova", ["unheard of"] = "bossa nova" });

        var predictions = normalizer.Normalize(
            [new("Bossanova", 0.2), new("Jazz---Bossa Nova", 0.3), new("Unheard Of", 0.4)]);

        Assert.That(predictions, Is.EqualTo(new GenrePrediction[] { new("bossa nova", 0.4), new("jazz", 0.3) }));
    }

    [TestCase("", "jazz")]
    [TestCase("jazz", " ")]
    [TestCase("jazz", "a\0b")]
    [Property("Rule", 7)]
    public void Alias_with_an_invalid_side_is_refused(string from, string to)
    {
        var aliases = new Dictionary<string, string> { [from] = to };

        Assert.That(() => new GenreLabelNormalizer(aliases: aliases), Throws.ArgumentException.With.Message.StartWith(
            $"The alias '{from}' -> '{to}' is not valid. Each side must have 1 to 100 visible characters."));
    }

    [TestCase(double.NaN)]
    [TestCase(-0.0001)]
    [TestCase(1.0001)]
    [TestCase(double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity)]
    [Property("Rule", 8)]
    public void Only_labels_with_a_score_outside_0_to_1_are_dropped(double score)
    {
        var predictions = Normalize(("Rock---Punk", score), ("Jazz", 0.2), ("Rock", 0.1));

        Assert.That(predictions, Is.EqualTo(new GenrePrediction[] { new("jazz", 0.2), new("rock", 0.1) }));
    }

    [Test, Property("Rule", 8)]
    public void No_usable_labels_give_no_predictions()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Normalize(), Is.Empty);
            Assert.That(Normalize(("Rock", double.NaN)), Is.Empty);
            Assert.That(new GenreLabelNormalizer().Normalize([default]), Is.Empty);
        }
    }

    [Test]
    public void Negative_zero_becomes_zero()
    {
        var confidence = Normalize(("Rock", -0.0)).Single().Confidence;

        Assert.That(double.IsNegative(confidence), Is.False);
    }

    [Test]
    public void More_unknown_names_than_labels_of_the_model_are_counted()
    {
        var labels = Enumerable.Range(0, 5000)
            .Select(i => new GenreLabelScore($"Own {i % 2500}---Style {i}", i / 5000d));

        var predictions = new GenreLabelNormalizer(topN: 3).Normalize(labels);

        Assert.That(predictions, Is.EqualTo(new GenrePrediction[]
        {
            new("own 2499", 0.9998), new("style 4999", 0.9998), new("own 2498", 0.9996),
        }));
    }

    private static IReadOnlyList<GenrePrediction> Normalize(params (string Label, double Score)[] labels) =>
        new GenreLabelNormalizer().Normalize(labels.Select(label => new GenreLabelScore(label.Label, label.Score)));
}
