using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

/// <summary>What the original system makes of 150 answers, and where the contract betters it, what ours does (rules 1 to 6, 8 and 19).</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class NormalizerCasesTests
{
    private const string CasesFile = "normalizer-cases.json";

    private static IEnumerable<TestCaseData> Cases() => SharedCases.Of(CasesFile);

    [TestCaseSource(nameof(Cases))]
    public void An_answer_gives_the_expected_predictions_and_auto_tags(JsonElement? shared)
    {
        var item = SharedCases.Require(shared, CasesFile);
        var labels = item.GetProperty("input").EnumerateObject().Select(pair => new GenreLabelScore(pair.Name, pair.Value.GetDouble())).ToArray();
        var expected = SharedCases.Expected(item);
        var names = expected.GetProperty("auto_tags").EnumerateArray().Select(name => name.GetString());
        var predictions = expected.GetProperty("predictions").EnumerateArray()
            .Select(prediction => new GenrePrediction(prediction.GetProperty("name").GetString()!, prediction.GetProperty("confidence").GetDouble()))
            .ToArray();

        foreach (var topN in new[] { 1, 5, GenreLabelNormalizer.DefaultTopN, GenreLabelNormalizer.MaxTopN })
            Assert.That(new GenreLabelNormalizer(topN).Normalize(labels), Is.EqualTo(predictions.Take(topN)), $"cut to {topN}");
        Assert.That(new AutoTagPolicy().Select(new GenreLabelNormalizer().Normalize(labels)), Is.EqualTo(names));
    }
}
