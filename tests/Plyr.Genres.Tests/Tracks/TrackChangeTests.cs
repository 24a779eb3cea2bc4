using System.Text;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>What a write makes of a document and of a list of tags (rules 12, 17 and 20).</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class TrackChangeTests
{
    private static readonly TrackChange SetModel = new()
    {
        Extra = new Dictionary<string, string?> { ["genre_predictions_model"] = "\"v\"" },
    };

    [TestCase("{}", """{"genre_predictions_model":"v"}""")]
    [TestCase("""{"a" : 1.50 , "b":[ 2,1 ]}""", """{"a" : 1.50,"b":[ 2,1 ],"genre_predictions_model":"v"}""")]
    [TestCase("""{"genre_predictions_model": {"deep": [1]}, "a": 1}""", """{"a": 1,"genre_predictions_model":"v"}""")]
    [TestCase(
        """{"genre_predictions\u005fmodel": 1, "genre_predictions_model": 2}""", """{"genre_predictions_model":"v"}""")]
    [TestCase("""{"Genre_Predictions_Model": 1}""", """{"Genre_Predictions_Model": 1,"genre_predictions_model":"v"}""")]
    [TestCase("""{"twice": 1, "twice": 2}""", """{"twice": 1,"twice": 2,"genre_predictions_model":"v"}""")]
    [TestCase(
        """{"\ud83c": "\ud83c", "\u0000": "\u0000"}""",
        """{"\ud83c": "\ud83c","\u0000": "\u0000","genre_predictions_model":"v"}""")]
    [TestCase("\ufeff \n{\"a\": 1} ", """{"a": 1,"genre_predictions_model":"v"}""")]
    [Property("Rule", 12)]
    public void Foreign_keys_stay_byte_for_byte_in_their_order_and_the_named_key_follows(
        string extra, string expected) =>
        Assert.That(Apply(SetModel, extra), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[{\"a\": 1}]")]
    [TestCase("\"text\"")]
    [TestCase("{\"a\": 1")]
    [TestCase("{\"a\": 1} x")]
    [TestCase("{\"a\": NaN}")]
    [Property("Rule", 12)]
    public void A_document_that_is_no_object_counts_as_empty(string extra)
    {
        Assert.That(Apply(SetModel, extra), Is.EqualTo("""{"genre_predictions_model":"v"}"""));
        Assert.That(Apply(new TrackChange(), extra), Is.EqualTo("{}"));
    }

    [Test, Property("Rule", 12)]
    public void A_key_set_to_null_is_removed_and_a_missing_one_is_no_fault()
    {
        var change = new TrackChange
        {
            Extra = new Dictionary<string, string?> { ["auto_tag"] = null, ["absent"] = null },
        };

        Assert.That(Apply(change, """{"auto_tag": true, "a": 1}"""), Is.EqualTo("""{"a": 1}"""));
        Assert.That(Apply(change, """{"auto_tag": true}"""), Is.EqualTo("{}"));
    }

    [Test, Property("Rule", 12)]
    public void Four_megabytes_and_20000_levels_are_kept()
    {
        var deep = new string('[', 20_000) + new string(']', 20_000);
        var large = $$"""{"large":"{{new string('é', 2 * 1024 * 1024)}}","deep":{{deep}}""";

        Assert.That(Apply(SetModel, large + "}") == large + ""","genre_predictions_model":"v"}""", Is.True);
    }

    [Test]
    public void Tags_that_stay_keep_their_order_and_form_and_new_ones_follow()
    {
        var change = new TrackChange
        {
            RemoveTags = ["drone", "AMBIENT"],
            AddTags = ["ambient", "dub", " Dub", "drone"],
        };

        Assert.That(
            change.ApplyTo(["Ambient ", "drone", "My  Tag"]),
            Is.EqualTo(new[] { "Ambient ", "My  Tag", "dub", "drone" }));
    }

    [Test, Property("Rule", 20)]
    public void A_tag_that_is_there_in_another_case_or_spacing_is_not_added(
        [Values("FUNK / SOUL", " funk / soul", "Funk  /\tSoul")] string typed) =>
        Assert.That(new TrackChange { AddTags = ["funk / soul"] }.ApplyTo([typed]), Is.EqualTo(new[] { typed }));

    [Test]
    public void Of_tags_only_exactly_the_named_ones_go() =>
        Assert.That(
            new TrackChange { RemoveTags = ["ambient"] }.ApplyTo(["Ambient", "ambient", " ambient", "ambient dub"]),
            Is.EqualTo(new[] { "Ambient", " ambient", "ambient dub" }));

    [Test]
    public void Text_of_a_document_is_changed_as_its_bytes_are()
    {
        Assert.That(
            SetModel.ApplyTo("""{"a": "é"}"""), Is.EqualTo("""{"a": "é","genre_predictions_model":"v"}"""));
        Assert.That(SetModel.ApplyTo((string?)null), Is.EqualTo("""{"genre_predictions_model":"v"}"""));
    }

    [Test]
    public void Tags_that_a_person_saved_replace_the_others_and_are_the_persons()
    {
        var track = new Track
        {
            Id = 1,
            Tags = ["mine", "dub", "Rock"],
            Extra = TrackExtra.Parse("""{"genre_auto_tags":{"file_id":"a","names":["dub"]}}"""),
        };

        var change = TrackChange.ForEditedTags(track, ["dub", "rock"]);

        Assert.That(change.AddTags, Is.EqualTo(["rock"]));
        Assert.That(change.RemoveTags, Is.EqualTo(["mine", "Rock"]));
        Assert.That(change.Extra, Is.EqualTo(new Dictionary<string, string?> { ["genre_auto_tags"] = null }));
    }

    [Test]
    public void Tags_that_a_person_saved_leave_a_document_without_auto_tags_alone()
    {
        var change = TrackChange.ForEditedTags(new Track { Id = 1 }, ["rock"]);

        Assert.That(change.AddTags, Is.EqualTo(["rock"]));
        Assert.That(change.RemoveTags, Is.Empty);
        Assert.That(change.Extra, Is.Empty);
    }

    private static string Apply(TrackChange change, string extra) =>
        Encoding.UTF8.GetString(change.ApplyTo(Encoding.UTF8.GetBytes(extra)));
}
