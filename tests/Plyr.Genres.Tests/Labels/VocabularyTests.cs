using System.Text.Json;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Labels;

/// <summary>Which names a normalizer keeps.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 39)]
internal sealed class VocabularyTests
{
    private static readonly GenreLabelScore[] Labels =
    [
        new("Electronic---Drum n Bass", 0.6), new("Electronic---Hip Hop", 0.4), new("Hip Hop---Trap", 0.3),
        new("Rock---Shoegaze", 0.2),
    ];

    [Test]
    public void Keeps_only_allowed_names_after_aliases_and_ignored_names()
    {
        var normalizer = new GenreLabelNormalizer(
            aliases: new Dictionary<string, string> { ["drum n bass"] = "DnB" },
            ignoredNames: ["rock"],
            allowedNames: ["DNB", " Rock ", "shoegaze", "podcast", "drum n bass"]);

        Assert.That(NamesOf(normalizer), Is.EqualTo(["dnb", "shoegaze"]));
    }

    [Test]
    public void Allowed_names_are_chosen_before_the_best_are_taken()
    {
        var normalizer = new GenreLabelNormalizer(topN: 1, allowedNames: ["shoegaze"]);

        Assert.That(NamesOf(normalizer), Is.EqualTo(["shoegaze"]));
    }

    [Test]
    public void Empty_list_of_allowed_names_keeps_every_name()
    {
        var normalizer = new GenreLabelNormalizer(allowedNames: []);

        Assert.That(NamesOf(normalizer), Is.EqualTo(NamesOf(new GenreLabelNormalizer())));
    }

    [TestCase(0.3, "kept", "exact")]
    [TestCase(0.3001, "kept")]
    [TestCase(0, "kept", "exact", "under")]
    public void Least_confidence_is_compared_with_rounded_values(double minConfidence, params string[] names)
    {
        GenreLabelScore[] labels = [new("kept", 0.30006), new("exact", 0.29996), new("under", 0)];

        var predictions = new GenreLabelNormalizer(minConfidence: minConfidence).Normalize(labels);

        Assert.That(predictions.Select(prediction => prediction.Name), Is.EqualTo(names));
    }

    [TestCase(GenreNames.GenresAndStyles, "electronic", "drum n bass", "hip hop", "trap", "rock", "shoegaze")]
    [TestCase(GenreNames.GenresOnly, "electronic", "hip hop", "rock")]
    [TestCase(GenreNames.StylesOnly, "drum n bass", "hip hop", "trap", "shoegaze")]
    public void Names_are_genres_styles_or_both(GenreNames names, params string[] expected)
    {
        var normalizer = new GenreLabelNormalizer(names: names);

        Assert.That(NamesOf(normalizer), Is.EqualTo(expected));
    }

    [Test]
    public void Name_that_is_genre_and_style_gets_the_scores_of_the_chosen_part()
    {
        var genres = new GenreLabelNormalizer(names: GenreNames.GenresOnly).Normalize(Labels);
        var styles = new GenreLabelNormalizer(names: GenreNames.StylesOnly).Normalize(Labels);

        Assert.That(genres, Has.Member(new GenrePrediction("hip hop", 0.3)));
        Assert.That(styles, Has.Member(new GenrePrediction("hip hop", 0.4)));
    }

    [Test]
    public void Label_without_a_style_is_a_genre()
    {
        GenreLabelScore[] labels = [new("Podcast", 0.9)];

        Assert.That(new GenreLabelNormalizer(names: GenreNames.GenresOnly).Normalize(labels), Has.Count.EqualTo(1));
        Assert.That(new GenreLabelNormalizer(names: GenreNames.StylesOnly).Normalize(labels), Is.Empty);
    }

    [TestCase("electronic", GenreKind.Genre)]
    [TestCase("Folk, World, & Country", GenreKind.Genre)]
    [TestCase("hip hop", GenreKind.Genre)]
    [TestCase("ambient", GenreKind.Style)]
    [TestCase("no name of the model", GenreKind.Style)]
    [TestCase(null, GenreKind.Style)]
    public void Kind_of_a_prediction_follows_the_names_of_the_model(string? name, GenreKind kind)
    {
        Assert.That(new GenrePrediction(name!, 0.5).Kind, Is.EqualTo(kind));
    }

    [Test]
    public void Kind_of_an_alias_is_the_kind_of_the_name_that_it_replaces()
    {
        var aliases = new Dictionary<string, string> { ["electronic"] = "elektronisch", ["trap"] = "falle" };
        var normalizer = new GenreLabelNormalizer(aliases: aliases);
        var styles = new GenreLabelNormalizer(names: GenreNames.StylesOnly);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(normalizer.KindOf("Elektronisch"), Is.EqualTo(GenreKind.Genre));
            Assert.That(normalizer.KindOf("electronic"), Is.EqualTo(GenreKind.Style));
            Assert.That(normalizer.KindOf("falle"), Is.EqualTo(GenreKind.Style));
            Assert.That(styles.KindOf("hip hop"), Is.EqualTo(GenreKind.Style));
        }
    }

    [Test, Property("Rule", 9)]
    public void Kind_is_not_in_the_json_of_a_prediction()
    {
        var json = JsonSerializer.Serialize(new GenrePrediction("electronic", 0.5));

        Assert.That(json, Is.EqualTo("""{"name":"electronic","confidence":0.5}"""));
    }

    [Test]
    public void Allowed_name_that_is_not_usable_is_refused()
    {
        Assert.That(
            () => new GenreLabelNormalizer(allowedNames: ["rock", " "]),
            Throws.ArgumentException.With.Message.StartsWith(
            "The allowed name ' ' is not valid. It must have 1 to 100 visible characters."));
    }

    [TestCase(-0.1)]
    [TestCase(1.1)]
    [TestCase(double.NaN)]
    public void Least_confidence_outside_0_to_1_is_refused(double minConfidence) =>
        Assert.That(
            () => new GenreLabelNormalizer(minConfidence: minConfidence),
            Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Undefined_kind_of_names_is_refused() =>
        Assert.That(
            () => new GenreLabelNormalizer(names: (GenreNames)3), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static IEnumerable<string> NamesOf(GenreLabelNormalizer normalizer) =>
        normalizer.Normalize(Labels).Select(prediction => prediction.Name);
}
