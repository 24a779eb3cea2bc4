using System.Text;
using NUnit.Framework;
using Plyr.Genres.Labels;

namespace Plyr.Genres.Tests.Labels;

/// <summary>The names that a label gives, and their normal form.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class GenreNameTests
{
    [TestCase("Electronic---Ambient", "electronic", "ambient")]
    [TestCase("Ambient", "ambient")]
    [TestCase("A---B---C", "a", "b---c")]
    [TestCase("A----B", "a", "-b")]
    [TestCase("A--B", "a--b")]
    [TestCase("Reggae---Reggae", "reggae")]
    [TestCase("A---", "a")]
    [Property("Rule", 1)]
    public void Label_is_split_at_the_first_separator(string label, params string[] names) =>
        Assert.That(NamesOf(label), Is.EqualTo(names));

    [TestCase("---Ambient", "ambient")]
    [TestCase("Electronic--- ", "electronic")]
    [TestCase(" --- ")]
    [TestCase("")]
    [Property("Defect", "B11")]
    public void Empty_name_is_dropped(string label, params string[] names) =>
        Assert.That(NamesOf(label), Is.EqualTo(names));

    [TestCase("Funk / Soul---Rhythm & Blues", "funk / soul", "rhythm & blues")]
    [TestCase("Folk, World, & Country---Éntekhno", "folk, world, & country", "éntekhno")]
    [TestCase("Hip Hop---RnB/Swing", "hip hop", "rnb/swing")]
    [Property("Defect", "H7")]
    public void Names_keep_slashes_commas_and_ampersands(string label, params string[] names) =>
        Assert.That(NamesOf(label), Is.EqualTo(names));

    [TestCase("  Deep   House  ", "deep house")]
    [TestCase("Deep\tHouse", "deep house")]
    [TestCase("Deep\r\n House", "deep house")]
    [TestCase("Deep\u00a0\u2003House", "deep house")]
    [TestCase("ÉNTEKHNO", "éntekhno")]
    [TestCase("\u212aelvin", "kelvin")]
    [TestCase("🎸 ROCK", "🎸 rock")]
    [TestCase("ＲＯＣＫ", "ｒｏｃｋ")]
    [Property("Rule", 2)]
    public void Name_is_lower_case_trimmed_and_single_spaced(string label, string name) =>
        Assert.That(NamesOf(label), Is.EqualTo([name]));

    [TestCase("forro\u0301", "forr\u00f3")]
    [TestCase("E\u0301ntekhno", "\u00e9ntekhno")]
    [TestCase("\u03aa\u0301", "\u0390")]
    [TestCase("\u1112\u1161\u11ab", "\ud55c")]
    [Property("Rule", 2)]
    public void Letters_and_accents_are_composed(string label, string name) =>
        Assert.That(NamesOf(label), Is.EqualTo([name]));

    [TestCase("a\0b")]
    [TestCase("a\u001bb")]
    [TestCase("a\u007f")]
    [TestCase("\u0001")]
    [TestCase("a\u009fb")]
    [TestCase("am\u200bbient")]
    [TestCase("am\u00adbient")]
    [TestCase("\u202eambient")]
    [TestCase("ambient\ufeff")]
    [TestCase("ambient\U000e0061")]
    [Property("Rule", 2)]
    public void Name_with_a_character_that_is_not_visible_is_dropped(string label) =>
        Assert.That(NamesOf(label + "---kept"), Is.EqualTo(["kept"]));

    [Test]
    public void Name_that_is_not_well_formed_text_is_dropped()
    {
        // Not test cases: an attribute can't hold such a text.
        string[] broken = ["\ud83c", "\udfb8 rock", "rock \ud83c", "\udfb8\ud83c", "a\ufffe"];

        Assert.That(broken.SelectMany(label => NamesOf(label + "---kept")), Is.All.EqualTo("kept"));
    }

    [Test, Property("Rule", 2)]
    public void Name_of_100_characters_is_kept_and_a_longer_one_dropped([Values("x", "É")] string letter)
    {
        var longest = string.Concat(Enumerable.Repeat(letter, 100));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(NamesOf(longest), Is.EqualTo([longest.ToLowerInvariant()]));
            Assert.That(NamesOf(longest + letter), Is.Empty);
            Assert.That(NamesOf($"  {longest[..50]}     {longest[..49]}   "), Has.Count.EqualTo(1));
            Assert.That(NamesOf($"{longest[..50]} {longest[..50]}"), Is.Empty);
        }
    }

    [Test]
    public void Normal_form_of_every_character_is_final()
    {
        var changed = from code in Enumerable.Range(0, 0x110000)
                      where Rune.IsValid(code)
                      from accent in (string[])["", "\u0301", "\u0307"]
                      let name = GenreName.Normalize($"a{new Rune(code)}{accent}")
                      where name is not null && GenreName.Normalize(name) != name
                      select $"U+{code:X4} with {accent}";

        Assert.That(changed, Is.Empty);
    }

    [TestCase("ambient", true)]
    [TestCase("Funk  /  Soul", true)]
    [TestCase("forro\u0301", true)]
    [TestCase("", false)]
    [TestCase(" ", false)]
    [TestCase("am\nbient", false)]
    [TestCase("ambient\r\n", false)]
    [TestCase("am\u2028bient", false)]
    [TestCase("am\u200bbient", false)]
    [Property("Rule", 2)]
    public void Stored_name_is_usable_if_all_its_characters_are_visible(string name, bool usable) =>
        Assert.That(GenreName.UsableKeyOf(name) is not null, Is.EqualTo(usable));

    [TestCase(98, true)]
    [TestCase(99, false)]
    public void Stored_name_of_more_than_100_characters_is_not_usable(int spaces, bool usable) =>
        Assert.That(GenreName.UsableKeyOf($"a{new string(' ', spaces)}b") is not null, Is.EqualTo(usable));

    private static List<string> NamesOf(string label) =>
    [
        .. new GenreLabelNormalizer().Normalize([new GenreLabelScore(label, 0.5)])
            .Select(prediction => prediction.Name),
    ];
}
