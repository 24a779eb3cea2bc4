using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

/// <summary>The predictions of the original system for 150 answers, corrected where the contract differs.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class NormalizerCasesTests
{
    private const string CasesFile = "normalizer-cases.json";

    // The original keeps the composed and the decomposed spelling of a name apart; here they are one name.
    private const string ComposedCase = "143";

    private static IEnumerable<TestCaseData> Cases() => SharedCases.Of(CasesFile)
        .Where(item => item.Arguments[0] is not JsonElement json || json.GetProperty("id").GetString() != ComposedCase);

    [TestCaseSource(nameof(Cases))]
    public void Answer_gives_the_expected_predictions_and_auto_tags(JsonElement? shared)
    {
        var item = SharedCases.Require(shared, CasesFile);
        var labels = item.GetProperty("input").EnumerateObject()
            .Select(pair => new GenreLabelScore(pair.Name, pair.Value.GetDouble()))
            .ToArray();
        var expected = SharedCases.Expected(item);
        var names = expected.GetProperty("auto_tags").EnumerateArray().Select(name => name.GetString());
        var predictions = expected.GetProperty("predictions").EnumerateArray().Select(ReadPrediction).ToArray();

        var autoTags = new AutoTagPolicy().Select(new GenreLabelNormalizer().Normalize(labels));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(autoTags, Is.EqualTo(names));
            foreach (var topN in new[] { 1, 5, GenreLabelNormalizer.DefaultTopN, GenreLabelNormalizer.MaxTopN })
            {
                var cut = new GenreLabelNormalizer(topN).Normalize(labels);
                Assert.That(cut, Is.EqualTo(predictions.Take(topN)), $"cut to {topN}");
            }
        }
    }

    private static GenrePrediction ReadPrediction(JsonElement prediction) =>
        new(prediction.GetProperty("name").GetString()!, prediction.GetProperty("confidence").GetDouble());
}
