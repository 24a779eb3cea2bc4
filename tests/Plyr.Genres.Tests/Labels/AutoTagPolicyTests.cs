using NUnit.Framework;

namespace Plyr.Genres.Tests.Labels;

/// <summary>The predictions that become tags.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 19)]
internal sealed class AutoTagPolicyTests
{
    [Test]
    public void Names_with_at_least_half_the_top_confidence_are_selected_in_order() =>
        Assert.That(new AutoTagPolicy().Select(Predictions(0.8, 0.5, 0.4, 0.3999)), Is.EqualTo(["n0", "n1", "n2"]));

    [Test]
    public void Name_with_exactly_half_is_selected([Values(0.1999, 0.0002, 0.3, 0.7, 1.0, 0.9998)] double top)
    {
        var half = (double)((decimal)top / 2);

        Assert.That(new AutoTagPolicy().Select(Predictions(top, half)), Has.Count.EqualTo(2));
    }

    [TestCase(0.7, 0.3, 0.21)]
    [TestCase(0.1, 0.7, 0.07)]
    [TestCase(0.9, 0.9, 0.81)]
    public void Name_with_exactly_the_ratio_is_selected_despite_binary_rounding(double ratio, double top, double least)
    {
        Assert.That(new AutoTagPolicy(ratio).Select(Predictions(top, least)), Has.Count.EqualTo(2));
        Assert.That(new AutoTagPolicy(ratio).Select(Predictions(top, least - 0.0001)), Has.Count.EqualTo(1));
    }

    [Test]
    public void At_most_five_names_are_selected_unless_the_limit_differs()
    {
        var predictions = Predictions(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);

        Assert.That(new AutoTagPolicy().Select(predictions), Is.EqualTo(["n0", "n1", "n2", "n3", "n4"]));
        Assert.That(new AutoTagPolicy(limit: 6).Select(predictions), Has.Count.EqualTo(6));
        Assert.That(new AutoTagPolicy(limit: 0).Select(predictions), Is.Empty);
    }

    [Test, Property("Defect", "B12")]
    public void No_name_is_selected_when_all_confidences_are_0() =>
        Assert.That(new AutoTagPolicy().Select(Predictions(0, 0, 0)), Is.Empty);

    [Test]
    public void Name_with_confidence_0_is_not_selected_at_any_ratio() =>
        Assert.That(new AutoTagPolicy(ratio: 0).Select(Predictions(0.4, 0.0001, 0)), Is.EqualTo(new[] { "n0", "n1" }));

    [Test]
    public void No_predictions_give_no_names() => Assert.That(new AutoTagPolicy().Select([]), Is.Empty);

    [TestCase(double.NaN)]
    [TestCase(1e300)]
    [TestCase(-1)]
    public void Confidence_outside_0_to_1_ends_the_selection(double confidence)
    {
        Assert.That(new AutoTagPolicy().Select(Predictions(confidence, 0.5)), Is.Empty);
        Assert.That(new AutoTagPolicy().Select(Predictions(0.5, confidence, 0.5)), Is.EqualTo(new[] { "n0" }));
    }

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void Ratio_outside_0_to_1_is_refused(double ratio) =>
        Assert.That(
            () => new AutoTagPolicy(ratio),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("from 0 to 1"));

    [TestCase(0)]
    [TestCase(1)]
    public void Ratio_of_0_or_1_is_accepted(double ratio) =>
        Assert.That(new AutoTagPolicy(ratio).Ratio, Is.EqualTo(ratio));

    [Test]
    public void Negative_limit_is_refused() =>
        Assert.That(() => new AutoTagPolicy(limit: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static GenrePrediction[] Predictions(params double[] confidences) =>
        [.. confidences.Select((confidence, i) => new GenrePrediction($"n{i}", confidence))];
}
