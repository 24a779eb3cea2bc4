using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Labels;

/// <summary>The taxonomy that the package knows is the model's own.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class DiscogsTaxonomyTests
{
    [Test]
    public void The_labels_are_the_models_labels_in_its_order()
    {
        var shared = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(SharedFolder.Require("discogs400-labels.json")));

        Assert.That(DiscogsTaxonomy.Labels.ToArray(), Is.EqualTo(shared));
    }

    [Test]
    public void There_are_400_distinct_labels_each_a_genre_and_a_style()
    {
        var labels = DiscogsTaxonomy.Labels.ToArray();

        Assert.That(labels, Has.Length.EqualTo(400));
        Assert.That(labels, Is.Unique);
        Assert.That(labels.Where(label => label.Split("---") is not [{ Length: > 0 } genre, { Length: > 0 } style] || genre != genre.Trim() || style != style.Trim()), Is.Empty);
    }

    [Test]
    public void A_label_is_found_whatever_position_is_expected()
    {
        for (var position = 0; position < DiscogsTaxonomy.Labels.Length; position++)
        {
            var label = DiscogsTaxonomy.Labels[position];
            foreach (var expected in new[] { position, 0, 399, -1, 400, int.MaxValue })
                Assert.That(DiscogsTaxonomy.PositionOf(label, expected), Is.EqualTo(position), label);
        }

        Assert.That(DiscogsTaxonomy.PositionOf("Electronic---ambient", 0), Is.EqualTo(-1), "labels are compared exactly");
    }

    [Test]
    public void The_escaped_labels_are_the_labels_as_JSON_in_ASCII()
    {
        for (var position = 0; position < DiscogsTaxonomy.Labels.Length; position++)
        {
            var escaped = Encoding.Latin1.GetString(DiscogsTaxonomy.EscapedLabel(position));
            Assert.That(escaped, Is.All.Matches<char>(char.IsAscii));
            Assert.That(JsonSerializer.Deserialize<string>($"\"{escaped}\""), Is.EqualTo(DiscogsTaxonomy.Labels[position]));
        }

        Assert.That(DiscogsTaxonomy.EscapedLabel(400).IsEmpty && DiscogsTaxonomy.EscapedLabel(-1).IsEmpty, Is.True);
    }
}
