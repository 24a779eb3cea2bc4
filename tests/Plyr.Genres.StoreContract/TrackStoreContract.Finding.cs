using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    [Test, Category(StoreTopics.Finding)]
    public async Task Find_gives_the_whole_track()
    {
        var id = await AddAsync(new StoredTrack
        {
            Tags = ["ambient", "Field Recording"],
            Extra =
                """{"genre_predictions": [{"name": "ambient", "confidence": 0.1999}], "genre_predictions_file_id":"""
                + """ "file-1", "auto_tag": true}""",
        });

        var track = await GetAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That(track.Id, Is.EqualTo(id));
            Assert.That(track.FileId, Is.EqualTo("file-1"));
            Assert.That(track.Audio, Is.Not.Null);
            Assert.That(track.Tags, Is.EquivalentTo(new[] { "ambient", "Field Recording" }));
            Assert.That(track.Extra.Predictions, Is.EqualTo(new[] { new GenrePrediction("ambient", 0.1999) }));
            Assert.That(track.Extra.PredictionsFileId, Is.EqualTo("file-1"));
            Assert.That(track.Extra.AutoTag, Is.True);
            Assert.That(track.Title, Is.EqualTo("A title"));
            Assert.That(track.Artist, Is.EqualTo("An artist"));
            Assert.That(track.CreatedAt, Is.EqualTo(new StoredTrack().CreatedAt));
        });
    }

    [Test, Category(StoreTopics.Finding)]
    public async Task Find_gives_a_track_that_must_not_be_sent_without_a_url()
    {
        var id = await AddAsync(new StoredTrack { AudioUrl = null });

        Assert.That((await GetAsync(id)).Audio, Is.Null);
    }

    [Test, Category(StoreTopics.Finding)]
    public async Task Find_gives_a_track_without_a_file_without_one()
    {
        var id = await AddAsync(new StoredTrack { FileId = null, AudioUrl = null });

        Assert.That((await GetAsync(id)).FileId, Is.Null.Or.Empty);
    }

    [Test, Category(StoreTopics.Finding)]
    public async Task Find_gives_null_for_a_track_that_was_deleted()
    {
        var id = await AddAsync();
        var other = await AddAsync();
        await GetAsync(id);
        await Harness.DeleteAsync(id);

        Assert.That(await Store.FindAsync(id), Is.Null);
        Assert.That(await Store.FindAsync(other), Is.Not.Null);
    }

    [Test, Category(StoreTopics.Finding)]
    public async Task Find_gives_the_track_as_it_is_after_it_was_replaced()
    {
        var id = await AddAsync(new StoredTrack { Tags = ["old"], Extra = """{"auto_tag": true}""" });
        await GetAsync(id);
        await Harness.ReplaceAsync(id, new StoredTrack { FileId = "file-2", Tags = ["new"] });

        var track = await GetAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That(track.FileId, Is.EqualTo("file-2"));
            Assert.That(track.Tags, Is.EqualTo(new[] { "new" }));
            Assert.That(track.Extra.AutoTag, Is.False);
        });
    }
}
