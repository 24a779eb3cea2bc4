using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Tagging;

/// <summary>Rule 19 for any predictions.</summary>
[TestFixture]
internal sealed class AutoTagProperties
{
    [FsCheck.NUnit.Property(MaxTest = PropertyCases.Many)]
    public void The_choice_is_a_prefix_and_what_whole_numbers_give(ushort[] tenThousandths, byte percent, byte most)
    {
        // In ten-thousandths and percent, everything is a whole number, and the comparison is exact.
        var scores = tenThousandths.Select(score => score % 10_001).OrderDescending().ToArray();
        var (share, limit) = (percent % 101, most % 8);
        var predictions = scores.Select((score, i) => new GenrePrediction($"name {i}", score / 10_000d)).ToArray();

        var chosen = new AutoTagPolicy(share / 100d, limit).Select(predictions);

        Assert.That(chosen, Is.EqualTo(predictions.Take(chosen.Count).Select(prediction => prediction.Name)), "no prefix");
        Assert.That(chosen, Has.Count.EqualTo(scores.Count(score => score > 0 && score * 100 >= share * scores[0]) is var enough ? Math.Min(enough, limit) : 0));
    }
}
