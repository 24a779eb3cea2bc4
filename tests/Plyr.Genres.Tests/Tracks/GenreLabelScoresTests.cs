using NUnit.Framework;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>The stored form of the scores of an answer.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 38)]
internal sealed class GenreLabelScoresTests
{
    private static readonly GenreLabelScore[] Answer =
        [.. GenreLabels.All.Select((label, i) => new GenreLabelScore(label, i / 399d))];

    [Test]
    public void Scores_are_800_bytes_of_little_endian_ten_thousandths()
    {
        var encoded = GenreLabelScores.Encode(Answer)!;

        Assert.That(encoded, Has.Length.EqualTo(800));
        Assert.That(encoded[..4], Is.EqualTo(new byte[] { 0, 0, 25, 0 }), "0 and 0.0025");
        Assert.That(encoded[^2..], Is.EqualTo(new byte[] { 0x10, 0x27 }), "1");
    }

    [Test]
    public void Labels_in_any_order_give_the_same_scores()
    {
        var reversed = Answer.Reverse().ToArray();

        Assert.That(GenreLabelScores.Encode(reversed), Is.EqualTo(GenreLabelScores.Encode(Answer)));
    }

    [Test]
    public void Scores_of_other_labels_are_not_kept()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(GenreLabelScores.Encode([]), Is.Null, "no labels");
            Assert.That(GenreLabelScores.Encode(Answer[1..]), Is.Null, "a label is missing");
            Assert.That(GenreLabelScores.Encode([.. Answer, new("Other", 0.5)]), Is.Null, "a label too many");
            Assert.That(GenreLabelScores.Encode([.. Answer[1..], new("Other", 0.5)]), Is.Null, "an unknown label");
            Assert.That(GenreLabelScores.Encode([.. Answer[1..], Answer[^1]]), Is.Null, "a label twice");
            Assert.That(
                GenreLabelScores.Encode([.. Answer[1..], Answer[0] with { Score = double.NaN }]), Is.Null, "no number");
            Assert.That(GenreLabelScores.Encode([.. Answer[1..], default]), Is.Null, "no label");
        }
    }

    [Test]
    public void Stored_scores_are_read_with_their_file_and_model()
    {
        var json = StoredForm(GenreLabelScores.Encode(Answer)!);

        var scores = TrackExtra.Parse(json).LabelScores!;

        Assert.That(scores.FileId, Is.EqualTo("a"));
        Assert.That(scores.Model, Is.EqualTo("m"));
        Assert.That(scores.ToLabels()[399], Is.EqualTo(new GenreLabelScore("Stage & Screen---Theme", 1)));
        Assert.That(scores.ToLabels().Select(label => label.Label), Is.EqualTo(GenreLabels.All));
    }

    [TestCase("\"scores\"")]
    [TestCase("{}")]
    [TestCase("""{"file_id":"a","model":"m"}""")]
    [TestCase("""{"file_id":"a","model":"m","scores":"AAAA"}""")]
    [TestCase("""{"file_id":"a","model":"m","scores":"no base64!"}""")]
    [TestCase("""{"file_id":"a","model":"m","scores":[1]}""")]
    [TestCase("""{"model":"m","scores":"AAAA"}""")]
    public void Other_shapes_count_as_absent_and_are_reported(string value)
    {
        var extra = TrackExtra.Parse($$"""{"genre_label_scores":{{value}},"auto_tag":true}""");

        Assert.That(extra.LabelScores, Is.Null);
        Assert.That(extra.UnreadableKeys, Is.EqualTo(["genre_label_scores"]));
        Assert.That(extra.AutoTag, Is.True, "the keys after it are read");
    }

    [Test]
    public void Score_above_1_counts_as_absent()
    {
        var encoded = GenreLabelScores.Encode(Answer)!;
        encoded[1] = 0xFF;

        Assert.That(TrackExtra.Parse(StoredForm(encoded)).LabelScores, Is.Null);
    }

    private static string StoredForm(byte[] encoded) =>
        $$$"""{"genre_label_scores":{"file_id":"a","model":"m","scores":"{{{Convert.ToBase64String(encoded)}}}"}}""";
}
