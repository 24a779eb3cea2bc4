using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class GenreLabelsTests
{
    [Test]
    public void Labels_are_the_labels_of_the_model_in_its_order()
    {
        var shared = JsonSerializer.Deserialize<string[]>(
            File.ReadAllBytes(SharedFolder.Require("discogs400-labels.json")));

        Assert.That(GenreLabels.All, Is.EqualTo(shared));
    }

    [Test]
    public void Labels_are_400_distinct_pairs_of_genre_and_style()
    {
        var pairs = GenreLabels.All.Select(label => label.Split("---")).ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(GenreLabels.All, Has.Count.EqualTo(400));
            Assert.That(GenreLabels.All, Is.Unique);
            Assert.That(pairs, Is.All.Length.EqualTo(2));
            Assert.That(pairs.SelectMany(pair => pair), Is.All.Not.Empty);
            Assert.That(pairs.SelectMany(pair => pair).Where(part => part != part.Trim()), Is.Empty);
            Assert.That(pairs.Select(pair => pair[0]).Distinct().Count(), Is.EqualTo(15));
        }
    }

    [Test]
    public void Labels_are_sorted_by_code_point() =>
        Assert.That(GenreLabels.All, Is.EqualTo(GenreLabels.All.Order(StringComparer.Ordinal)));
}
