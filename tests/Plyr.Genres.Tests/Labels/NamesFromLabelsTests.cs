using NUnit.Framework;

namespace Plyr.Genres.Tests.Labels;

/// <summary>Which names a label gives, and in what form (rules 1 and 2).</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class NamesFromLabelsTests
{
    [TestCase("Electronic---Ambient", "electronic", "ambient")]
    [TestCase("Ambient", "ambient")]
    [TestCase("A---B---C", "a", "b---c")]
    [TestCase("A----B", "a", "-b")]
    [TestCase("A--B", "a--b")]
    [TestCase("Reggae---Reggae", "reggae")]
    [TestCase("A---", "a")]
    [Property("Rule", 1)]
    public void A_label_is_cut_at_the_first_separator_into_at_most_two_names(string label, params string[] names) =>
        Assert.That(NamesOf(label), Is.EqualTo(names));

    [TestCase("---Ambient", "ambient")]
    [TestCase("Electronic--- ", "electronic")]
    [TestCase(" --- ")]
    [TestCase("")]
    [Property("Defect", "B11")]
    public void An_empty_name_is_dropped(string label, params string[] names) => Assert.That(NamesOf(label), Is.EqualTo(names));

    [TestCase("Funk / Soul---Rhythm & Blues", "funk / soul", "rhythm & blues")]
    [TestCase("Folk, World, & Country---Éntekhno", "folk, world, & country", "éntekhno")]
    [TestCase("Hip Hop---RnB/Swing", "hip hop", "rnb/swing")]
    [Property("Defect", "H7")]
    public void Names_keep_their_slashes_commas_and_ampersands(string label, params string[] names) => Assert.That(NamesOf(label), Is.EqualTo(names));

    [TestCase("  Deep   House  ", "deep house")]
    [TestCase("Deep\tHouse", "deep house")]
    [TestCase("Deep\r\n House", "deep house")]
    [TestCase("Deep\u00a0\u2003House", "deep house")]
    [TestCase("ÉNTEKHNO", "éntekhno")]
    [TestCase("\u212aelvin", "kelvin")]
    [TestCase("🎸 ROCK", "🎸 rock")]
    [TestCase("ＲＯＣＫ", "ｒｏｃｋ")]
    [Property("Rule", 2)]
    public void A_name_is_lower_case_trimmed_and_single_spaced(string label, string name) => Assert.That(NamesOf(label), Is.EqualTo(new[] { name }));

    [TestCase("a\0b")]
    [TestCase("a\u001bb")]
    [TestCase("a\u007f")]
    [TestCase("\u0001")]
    [TestCase("a\u009fb")]
    [Property("Rule", 2)]
    public void A_name_with_a_control_character_is_dropped(string label) => Assert.That(NamesOf(label + "---kept"), Is.EqualTo(new[] { "kept" }));

    [Test]
    public void A_name_with_half_a_surrogate_pair_is_dropped()
    {
        // Written here, because an attribute can't hold such a text.
        foreach (var label in new[] { "\ud83c", "\udfb8 rock", "rock \ud83c", "\udfb8\ud83c" })
            Assert.That(NamesOf(label + "---kept"), Is.EqualTo(new[] { "kept" }));
    }

    [Test, Property("Rule", 2)]
    public void A_name_of_100_characters_is_kept_and_a_longer_one_dropped([Values("x", "É")] string letter)
    {
        var longest = string.Concat(Enumerable.Repeat(letter, 100));

        Assert.That(NamesOf(longest), Is.EqualTo(new[] { longest.ToLowerInvariant() }));
        Assert.That(NamesOf(longest + letter), Is.Empty);
        Assert.That(NamesOf($"  {longest[..50]}     {longest[..49]}   "), Has.Count.EqualTo(1), "the length is that of the normal form");
        Assert.That(NamesOf($"{longest[..50]} {longest[..50]}"), Is.Empty);
    }

    private static List<string> NamesOf(string label) =>
        [.. new GenreLabelNormalizer().Normalize([new GenreLabelScore(label, 0.5)]).Select(prediction => prediction.Name)];
}
