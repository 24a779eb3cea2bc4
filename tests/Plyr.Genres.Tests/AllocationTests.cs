using NUnit.Framework;

namespace Plyr.Genres.Tests;

/// <summary>What may be allocated where every answer passes.</summary>
[TestFixture]
internal sealed class AllocationTests
{
    [Test]
    public void Normalising_400_labels_allocates_at_most_1_kB()
    {
        var normalizer = new GenreLabelNormalizer();
        var labels = DiscogsTaxonomy.Labels.ToArray().Select((label, i) => new GenreLabelScore(label, i / 1000d)).ToArray();

        Assert.That(Least(() => normalizer.Normalize(labels)), Is.InRange(1, 1_000));
    }

    [Test]
    public void Reading_the_models_answer_allocates_at_most_8_kB()
    {
        var answer = System.Text.Encoding.ASCII.GetBytes(
            "{" + string.Join(", ", Enumerable.Range(0, 400).Select(i => $"\"{System.Text.Encoding.ASCII.GetString(DiscogsTaxonomy.EscapedLabel(i))}\": 0.012345678901234{i:000}")) + "}");

        Assert.That(Least(() => ModelOutput.Read(answer)), Is.InRange(6_400, 8_000));
        Assert.That(Least(() => ModelOutput.ReadPlain(answer)), Is.InRange(6_400, 8_000));
    }

    /// <summary>The least of many times: pools fill, and the compiler does its work again, better.</summary>
    private static long Least(Action action)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 200; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
