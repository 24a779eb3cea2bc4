using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

/// <summary>Confidences are rounded from the exact binary value, ties to even.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 4)]
internal sealed class RoundingTests
{
    [TestCase(0.03125, 0.0312)]
    [TestCase(0.09375, 0.0938)]
    [TestCase(0.15625, 0.1562)]
    [TestCase(0.00005, 0.0001)]
    [TestCase(0.00015, 0.0001)]
    [TestCase(0.99995, 1.0)]
    [TestCase(0.9999499999999999, 0.9999)]
    [TestCase(5e-324, 0.0)]
    [TestCase(1.0, 1.0)]
    public void Score_is_rounded_to_four_decimals(double score, double confidence) =>
        Assert.That(Rounded(score), Is.EqualTo(confidence));

    [Test]
    public void All_shared_vectors_are_met()
    {
        var file = SharedFolder.Require("cases", "rounding-vectors.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var vectors = document.RootElement.GetProperty("vectors").EnumerateArray()
            .Select(pair => (Score: pair[0].GetDouble(), Confidence: pair[1].GetDouble()))
            .ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(vectors.Where(vector => Rounded(vector.Score) != vector.Confidence), Is.Empty);
            Assert.That(vectors, Has.Count.EqualTo(890));
            Assert.That(
                vectors.Count(vector => Math.Round(vector.Score, 4) != vector.Confidence),
                Is.GreaterThan(100),
                "the vectors distinguish exact rounding from Math.Round");
        }
    }

    private static double Rounded(double score) =>
        new GenreLabelNormalizer().Normalize([new GenreLabelScore("a", score)])[0].Confidence;
}
