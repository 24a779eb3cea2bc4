using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>Rule 22: what becomes of the library's own tags when the audio was replaced.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 22), Property("Defect", "F2")]
internal sealed class ReplacedAudioTests
{
    private const string Own = """{"genre_auto_tags":{"file_id":"old","names":["polka","ambient"]}}""";

    [Test]
    public async Task Own_names_are_replaced_kept_and_removed_with_and_without_the_flag([Values] bool wanted)
    {
        await using var flow = new Flow();
        flow.Put(wanted ? Flow.Wanted(Own) : Own, tags: ["mine", "polka", "ambient"]);
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(classification.AddedTags, Is.EqualTo(["electronic"]));
            Assert.That(classification.RemovedTags, Is.EqualTo(["polka"]));
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "ambient", "electronic"]));
            Assert.That(flow.Track.Extra.AutoTags!.FileId, Is.EqualTo("a"));
            Assert.That(
                flow.Track.Extra.AutoTags.Names,
                Is.EquivalentTo(["ambient", "electronic"]),
                "a name selected again stays its own");
        }
    }

    [Test]
    public async Task Nothing_is_added_when_a_person_removed_or_rewrote_every_own_name()
    {
        await using var flow = new Flow();
        flow.Put(Own, tags: ["Polka"]);
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(classification.RemovedTags, Is.Empty);
        Assert.That(flow.Track.Tags, Is.EqualTo(["Polka"]));
    }

    [Test]
    public async Task Own_names_that_a_person_removed_stay_off_when_auto_tags_are_pending()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(Own), tags: ["mine"]);

        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "electronic"]));
    }

    [Test]
    public async Task Name_that_a_person_removed_stays_off_after_audio_was_replaced_repeatedly()
    {
        await using var flow = new Flow();
        flow.Put(Own, tags: ["polka"]);
        await flow.Genres.ClassifyAsync(Flow.Id);
        var afterFirst = flow.Track.Tags;

        await flow.Genres.RenormalizeAsync(Flow.Id, reapplyAutoTags: true);
        var afterReapplying = flow.Track.Tags;
        flow.Rows.Put(flow.Track with { FileId = "b" }, flow.Extra);
        await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.Multiple(() =>
        {
            Assert.That(afterFirst, Is.EqualTo(["electronic"]), "ambient was removed from the first audio");
            Assert.That(afterReapplying, Is.EqualTo(["electronic"]), "when the rules are applied again");
            Assert.That(flow.Track.Tags, Is.EqualTo(["electronic"]), "when the audio is replaced again");
        });
    }

    [Test]
    public async Task The_cap_counts_after_the_removal()
    {
        await using var flow = new Flow(options => options.AutoTags.MaxTagsPerTrack = 3);
        flow.Put(Own, tags: ["mine", "polka", "ambient"]);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "ambient", "electronic"]));
    }

    [Test]
    public async Task An_empty_answer_takes_the_old_names_away_and_leaves_no_record_of_its_own()
    {
        await using var flow = new Flow();
        flow.Put(Own, tags: ["mine", "polka", "ambient"]);
        flow.Classifier.Answers();
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(classification.Status, Is.EqualTo(ClassificationStatus.Empty));
            Assert.That(classification.RemovedTags, Is.EqualTo(["polka", "ambient"]));
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine"]));
            Assert.That(flow.Track.Extra.AutoTags, Is.Null);
        }
    }

    [Test]
    public async Task The_first_request_for_suggestions_replaces_them_too()
    {
        await using var flow = new Flow();
        flow.Put(Own, tags: ["polka"]);
        var recommendations = await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.EqualTo(["electronic"]), "ambient was taken off by a person");
        Assert.That(recommendations!.Tags.Select(tag => tag.Name), Is.EqualTo(["ambient", "rock", "shoegaze"]));
    }

    [Test]
    public async Task Without_own_names_and_without_the_flag_tags_are_left_alone()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("old", ("polka", 0.9)), tags: ["polka"]);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Track.Tags, Is.EqualTo(["polka"]));
    }

    [Test]
    [Property("Defect", "F5")]
    public async Task Asked_again_by_force_the_same_audio_keeps_its_own_names_on_record()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Classifier.Answers(("dub", 0.9));
        await flow.Genres.ClassifyAsync(Flow.Id, force: true);
        Assert.That(flow.Track.Tags, Is.EqualTo(["electronic", "ambient"]));
        Assert.That(flow.Track.Extra.AutoTags!.Names, Is.EqualTo(["electronic", "ambient"]));
    }
}
