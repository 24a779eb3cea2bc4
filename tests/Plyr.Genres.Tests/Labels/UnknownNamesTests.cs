using NUnit.Framework;

namespace Plyr.Genres.Tests.Labels;

/// <summary>Names that the taxonomy does not give, in any number.</summary>
[TestFixture]
internal sealed class UnknownNamesTests
{
    [Test]
    public void Any_number_of_unknown_names_gives_what_the_plain_way_gives([Values(1, 31, 32, 33, 1_000, 5_000)] int count)
    {
        var labels = Enumerable.Range(0, count).Select(i => new GenreLabelScore($"Genre {i / 7}---{new string('x', i % 90)} Style {i % 301}", i * 7919 % 10_000 / 10_000d)).ToArray();

        Assert.That(new GenreLabelNormalizer(400).Normalize(labels), Is.EqualTo(PlainNormalizer.Normalize(labels, 400, new Dictionary<string, string>(), [])));
    }

    [Test]
    public void A_name_that_comes_again_keeps_its_number()
    {
        var names = new UnknownNames();
        var numbers = Enumerable.Range(0, 500).Select(i => names.NumberOf($"name {i % 200}")).ToArray();

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, 500).Select(i => i % 200)));
        Assert.That(names.Count, Is.EqualTo(200));
        Assert.That(names[137].ToString(), Is.EqualTo("name 137"));
        names.Dispose();
    }
}
