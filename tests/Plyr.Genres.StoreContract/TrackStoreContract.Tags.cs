using NUnit.Framework;

namespace Plyr.Genres.StoreContract;

public abstract partial class TrackStoreContract
{
    [TestCase("funk / soul", Category = StoreTopics.Tags)]
    [TestCase("folk, world, & country", Category = StoreTopics.Tags)]
    [TestCase("children's", Category = StoreTopics.Tags)]
    [TestCase("\"quoted\"", Category = StoreTopics.Tags)]
    [TestCase("back\\slash", Category = StoreTopics.Tags)]
    [TestCase("100%_sure", Category = StoreTopics.Tags)]
    [TestCase("🎸 rock 👩‍🎤", Category = StoreTopics.Tags)]
    [TestCase("kayōkyoku 歌謡曲", Category = StoreTopics.Tags)]
    [TestCase("null", Category = StoreTopics.Tags)]
    public async Task A_tag_is_kept_as_it_is_written(string name)
    {
        var id = await AddAsync(new StoredTrack { Tags = ["before"] });

        await TagAsync(id, name);

        Assert.That(await TagsAsync(id), Is.EquivalentTo(new[] { "before", name }));
        await UntagAsync(id, name);
        Assert.That(await TagsAsync(id), Is.EqualTo(new[] { "before" }));
    }

    [Test, Category(StoreTopics.Tags)]
    public async Task A_tag_added_twice_stands_once()
    {
        var id = await AddAsync();

        await TagAsync(id, "ambient", "drone", "ambient");
        await TagAsync(id, "drone", "ambient");

        Assert.That(await TagsAsync(id), Is.EquivalentTo(new[] { "ambient", "drone" }));
    }

    [TestCase("Ambient", Category = StoreTopics.Tags)]
    [TestCase("AMBIENT", Category = StoreTopics.Tags)]
    [TestCase(" ambient ", Category = StoreTopics.Tags)]
    public async Task A_tag_that_is_there_in_another_case_or_spacing_is_not_added_again(string typed)
    {
        var id = await AddAsync(new StoredTrack { Tags = [typed] });

        await TagAsync(id, "ambient", "drone");

        Assert.That(await TagsAsync(id), Is.EquivalentTo(new[] { typed, "drone" }));
    }

    [Test, Category(StoreTopics.Tags)]
    public async Task A_tag_that_another_track_has_in_another_case_is_added_as_it_is_written()
    {
        await AddAsync(new StoredTrack { Tags = ["Ambient"] });
        var id = await AddAsync();

        await TagAsync(id, "ambient");

        Assert.That(await TagsAsync(id), Is.EqualTo(new[] { "ambient" }));
    }

    [Test, Category(StoreTopics.Tags)]
    public async Task Only_the_named_tags_are_removed()
    {
        var id = await AddAsync(new StoredTrack { Tags = ["Ambient", "drone", "drone metal", "dub"] });
        var other = await AddAsync(new StoredTrack { Tags = ["drone"] });

        await UntagAsync(id, "ambient", "drone", "not there");

        Assert.That(await TagsAsync(id), Is.EquivalentTo(new[] { "Ambient", "drone metal", "dub" }));
        Assert.That(await TagsAsync(other), Is.EqualTo(new[] { "drone" }), "another track lost its tag");
    }

    [Test, Category(StoreTopics.Tags)]
    public async Task A_tag_removed_and_added_in_one_change_stands_once()
    {
        var id = await AddAsync(new StoredTrack { Tags = ["ambient", "drone"] });

        await Store.UpdateAsync(id, _ => new TrackChange { RemoveTags = ["ambient"], AddTags = ["ambient"] });

        Assert.That(await TagsAsync(id), Is.EquivalentTo(new[] { "ambient", "drone" }));
    }

    [Test, Category(StoreTopics.Tags)]
    public async Task A_tag_added_in_parallel_stands_once()
    {
        var id = await AddAsync();

        await InParallelAsync(20, i => TagAsync(id, "ambient", $"writer {i}"));

        Assert.That(
            await TagsAsync(id), Is.EquivalentTo(Enumerable.Range(0, 20).Select(i => $"writer {i}").Append("ambient")));
    }

    [Test, Category(StoreTopics.Tags)]
    public async Task Tags_that_people_and_the_library_add_at_once_are_all_kept()
    {
        var id = await AddAsync();

        await InParallelAsync(40, async i =>
        {
            if (i % 2 == 0)
                await Harness.AddTagAsync(id, $"person {i}");
            else
                await TagAsync(id, $"library {i}");
        });

        Assert.That(
            await TagsAsync(id),
            Is.EquivalentTo(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? $"person {i}" : $"library {i}")));
    }

    [Test, Category(StoreTopics.Tags)]
    public async Task Twenty_tracks_that_create_the_same_new_tags_at_once_all_get_them()
    {
        string[] names = ["electronic", "ambient", "funk / soul", "drone", "new age"];
        var ids = await AddManyAsync(20);

        // Each starts with another name, so that stores that lock tag by tag would meet in every order.
        await InParallelAsync(
            ids.Count, i => TagAsync(ids[i], [.. names.Skip(i % names.Length), .. names.Take(i % names.Length)]));

        foreach (var id in ids)
            Assert.That(await TagsAsync(id), Is.EquivalentTo(names), $"track {id}");
    }
}
