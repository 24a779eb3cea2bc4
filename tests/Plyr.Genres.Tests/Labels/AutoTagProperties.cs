using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

/// <summary>Properties of every selection.</summary>
[TestFixture]
internal sealed class AutoTagProperties
{
    [FsCheck.NUnit.Property(MaxTest = PropertyCases.Many)]
    public void Selection_is_a_prefix_as_computed_in_whole_numbers(ushort[] tenThousandths, byte percent, byte most)
    {
        // In ten-thousandths and percent, every value is a whole number, so the comparison is exact.
        var scores = tenThousandths.Select(score => score % 10_001).OrderDescending().ToArray();
        var (share, limit) = (percent % 101, most % 8);
        var predictions = scores.Select((score, i) => new GenrePrediction($"name {i}", score / 10_000d)).ToArray();

        var selected = new AutoTagPolicy(share / 100d, limit).Select(predictions);

        var enough = scores.Count(score => score > 0 && score * 100 >= share * scores[0]);
        var expected = predictions.Take(Math.Min(enough, limit)).Select(prediction => prediction.Name);
        Assert.That(selected, Is.EqualTo(expected));
    }
}
