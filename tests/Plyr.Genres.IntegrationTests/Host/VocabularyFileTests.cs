using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The file of a site's own names.</summary>
[TestFixture, Property("Rule", 39)]
internal sealed class VocabularyFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Lines_allow_names_and_replace_names_by_aliases()
    {
        var vocabulary = Read("""
            # our tags
            House

              drum n bass = DnB   # as everybody writes it
            c#wave
            funk / soul = Funk
            """);

        Assert.That(vocabulary.AllowedNames, Is.EqualTo(["House", "DnB", "c#wave", "Funk"]));
        Assert.That(
            vocabulary.Aliases,
            Is.EqualTo(new Dictionary<string, string> { ["drum n bass"] = "DnB", ["funk / soul"] = "Funk" }));
    }

    [Test]
    public void Names_are_added_to_the_options()
    {
        var options = new PlyrGenresOptions { AllowedNames = ["rock"] };

        Read("\uFEFFhouse\r\ntechno = tekno\r\n").ApplyTo(options);

        Assert.That(options.AllowedNames, Is.EqualTo(["rock", "house", "tekno"]));
        Assert.That(options.Aliases["techno"], Is.EqualTo("tekno"));
    }

    [TestCase("house\n= dnb", 2, "= dnb")]
    [TestCase("house =", 1, "house =")]
    [TestCase("#\n\nho\u0007use", 3, "ho\u0007use")]
    [TestCase("ho\u200Buse", 1, "ho\u200Buse")]
    public void Line_that_can_not_be_used_is_named(string text, int line, string shown)
    {
        Assert.That(() => Read(text), Throws.TypeOf<SettingsException>().With.Message.EqualTo(
            $"VOCABULARY_FILE, line {line} of {Path}: '{shown}' can't be used: it must be a name, or name = alias, "
            + "each with 1 to 100 printable characters."));
    }

    [Test]
    public void Second_alias_of_a_name_is_named()
    {
        Assert.That(
            () => Read("techno = tekno\ntechno = TEKNO\nTechno = techno"),
            Throws.TypeOf<SettingsException>().With.Message.EqualTo(
            $"VOCABULARY_FILE, line 3 of {Path}: 'Techno = techno' can't be used: 'Techno' already has the alias "
            + "'tekno'; remove one of the two."));
    }

    [Test]
    public void Names_that_the_model_never_gives_are_warned_of()
    {
        var vocabulary = Read("""
            House
            drum and bass
            musique concrète
            our own
            deep house = dnb
            dnb
            drum & bass = dnb
            """, "OUR OWN");

        Assert.That(vocabulary.Warnings, Is.EqualTo(new[] { (2, "drum and bass"), (7, "drum & bass") }.Select(entry =>
            $"Warning: VOCABULARY_FILE, line {entry.Item1} of {Path}: the model has no genre or style "
            + $"'{entry.Item2}', so the line has no effect.")));
    }

    [Test]
    public void File_without_names_is_refused()
    {
        Assert.That(() => Read("# nothing yet"), Throws.TypeOf<SettingsException>().With.Message.EqualTo(
            $"VOCABULARY_FILE: {Path} has no names, so no prediction would be left. Add names, or unset it."));
    }

    [Test]
    public void File_that_is_missing_is_refused()
    {
        Assert.That(
            () => VocabularyFile.Read(Path),
            Throws.TypeOf<SettingsException>().With.Message.StartsWith("VOCABULARY_FILE can't be read: "));
    }

    private string Path => _folder.File("vocabulary.txt");

    private VocabularyFile Read(string text, params string[] otherNames)
    {
        File.WriteAllText(Path, text);
        return VocabularyFile.Read(Path, otherNames);
    }
}
