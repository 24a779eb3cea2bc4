using System.Globalization;
using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    [Test, Category(StoreTopics.Updating)]
    public async Task Update_applies_the_whole_change_and_answers_true()
    {
        var id = await AddAsync(
            new StoredTrack { Tags = ["keep", "drop"], Extra = """{"auto_tag": true, "foreign": 1}""" });
        var other = await AddAsync(
            new StoredTrack { Tags = ["keep", "drop"], Extra = """{"auto_tag": true, "foreign": 1}""" });

        var applied = await Store.UpdateAsync(id, _ => new TrackChange
        {
            Extra = new Dictionary<string, string?>
            {
                [TrackExtraKeys.PredictionsModel] = "\"v1\"",
                [TrackExtraKeys.AutoTag] = null,
            },
            AddTags = ["add"],
            RemoveTags = ["drop"],
        });

        Assert.That(applied, Is.True);
        await AssertExtraAsync(id, """{"foreign": 1, "genre_predictions_model": "v1"}""");
        Assert.That(await TagsAsync(id), Is.EquivalentTo(new[] { "keep", "add" }));
        await AssertExtraAsync(other, """{"auto_tag": true, "foreign": 1}""", "another track changed too");
        Assert.That(await TagsAsync(other), Is.EquivalentTo(new[] { "keep", "drop" }), "another track changed too");
    }

    [Test, Category(StoreTopics.Updating)]
    public async Task Update_of_a_deleted_track_returns_false_without_a_decision()
    {
        var id = await AddAsync();
        await Harness.DeleteAsync(id);
        var asked = 0;

        var applied = await Store.UpdateAsync(id, _ =>
        {
            asked++;
            return new TrackChange { AddTags = ["late"] };
        });

        Assert.That((applied, asked), Is.EqualTo((false, 0)));
        Assert.That(await Store.FindAsync(id), Is.Null, "the update brought a deleted track back");
    }

    [Test, Category(StoreTopics.Updating)]
    public async Task Decide_sees_the_row_as_it_is()
    {
        var id = await AddAsync(new StoredTrack { Tags = ["old"], Extra = """{"auto_tag": true}""" });
        await GetAsync(id);
        await Harness.ReplaceAsync(id, new StoredTrack { FileId = "file-2", Tags = ["new"] });
        await SetAsync(id, TrackExtraKeys.PredictionsModel, "\"v2\"");
        Track? seen = null;

        await Store.UpdateAsync(id, track =>
        {
            seen = track;
            return null;
        });

        Assert.That(seen, Is.Not.Null);
        Assert.Multiple(() =>
        {
            Assert.That(seen!.Id, Is.EqualTo(id));
            Assert.That(seen.FileId, Is.EqualTo("file-2"));
            Assert.That(seen.Tags, Is.EqualTo(new[] { "new" }));
            Assert.That(seen.Extra.AutoTag, Is.False);
            Assert.That(seen.Extra.PredictionsModel, Is.EqualTo("v2"));
        });
    }

    [Test, Category(StoreTopics.Updating)]
    public async Task A_refusal_writes_nothing_and_answers_false()
    {
        const string Extra = """{"foreign": {"b": 1, "a": [2, 1]}, "auto_tag": true}""";
        var id = await AddAsync(new StoredTrack { Tags = ["one"], Extra = Extra });

        var applied = await Store.UpdateAsync(id, _ => null);

        Assert.That(applied, Is.False);
        await AssertExtraAsync(id, Extra);
        Assert.That(await TagsAsync(id), Is.EqualTo(new[] { "one" }));
    }

    [TestCase("[1, 2]", Category = StoreTopics.Updating)]
    [TestCase("null", Category = StoreTopics.Updating)]
    [TestCase("\"text\"", Category = StoreTopics.Updating)]
    public async Task A_refusal_leaves_an_extra_that_is_no_object_as_it_is(string extra)
    {
        RequireExtra(extra);
        var id = await AddAsync(new StoredTrack { Extra = extra });

        await Store.UpdateAsync(id, _ => null);

        await AssertExtraAsync(id, extra);
    }

    [Test, Category(StoreTopics.Updating)]
    public async Task What_decide_throws_comes_through_and_nothing_is_written()
    {
        var id = await AddAsync(new StoredTrack { Tags = ["one"], Extra = """{"foreign": 1}""" });
        var thrown = new InvalidTimeZoneException("decided badly");

        var caught = await CatchAsync(() => Store.UpdateAsync(id, _ => throw thrown).AsTask());

        Assert.That(caught, Is.SameAs(thrown));
        await AssertExtraAsync(id, """{"foreign": 1}""");
        Assert.That(await TagsAsync(id), Is.EqualTo(new[] { "one" }));
        Assert.That(await TagAsync(id, "two"), Is.True, "the track can't be changed any more");
    }

    [Test, Category(StoreTopics.Updating)]
    public async Task No_decision_is_made_on_a_row_that_another_writer_has_changed()
    {
        const int Writers = 50, Rounds = 4;
        var id = await AddAsync();

        await InParallelAsync(Writers, async _ =>
        {
            for (var round = 0; round < Rounds; round++)
                await Store.UpdateAsync(id, CountUp);
        });

        Assert.That(
            (await GetAsync(id)).Extra.PredictionsModel, Is.EqualTo($"{Writers * Rounds}"), "updates were lost");

        static TrackChange CountUp(Track track)
        {
            var count = int.Parse(track.Extra.PredictionsModel ?? "0", CultureInfo.InvariantCulture);
            return Set(TrackExtraKeys.PredictionsModel, $"\"{count + 1}\"");
        }
    }

    [Test, Category(StoreTopics.Updating)]
    public async Task Of_a_decision_that_was_asked_for_again_only_the_last_answer_is_written()
    {
        const int Writers = 20;
        var id = await AddAsync();
        var calls = new int[Writers];

        await InParallelAsync(Writers, async writer =>
            await Store.UpdateAsync(
                id, _ => new TrackChange { AddTags = [$"writer {writer} call {++calls[writer]}"] }));

        Assert.That(
            await TagsAsync(id), Is.EquivalentTo(calls.Select((count, writer) => $"writer {writer} call {count}")));
    }

    [Test, Category(StoreTopics.Updating)]
    public async Task A_file_replaced_while_others_write_is_seen_by_every_later_decision()
    {
        var id = await AddAsync();

        await InParallelAsync(20, async i =>
        {
            if (i == 10)
                await Harness.ReplaceAsync(id, new StoredTrack { FileId = "file-2" });
            else
                await Store.UpdateAsync(id, track => Set(TrackExtraKeys.PredictionsFileId, $"\"{track.FileId}\""));
        });

        var stored = await GetAsync(id);
        Assert.That(stored.FileId, Is.EqualTo("file-2"));
        Assert.That(
            stored.Extra.PredictionsFileId,
            Is.Null.Or.EqualTo("file-2"),
            "a decision about the old file was written to the new one");
    }

    private static async Task<Exception?> CatchAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (Exception exception) when (exception is not ResultStateException)
        {
            return exception;
        }
    }
}
