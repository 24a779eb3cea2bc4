using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>
/// Rule 26: the track is read again just before it is sent, and nothing of the store is held while the model works.
/// </summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 26)]
internal sealed class ReadAgainTests
{
    [Test]
    [Property("Defect", "C8")]
    public async Task A_track_deleted_after_the_first_look_is_not_paid_for()
    {
        await using var flow = new Flow();
        flow.Put();
        BeforeSecondLook(flow, () => flow.Rows.Remove(Flow.Id));
        Assert.That(await flow.Genres.RecommendTagsAsync(Flow.Id), Is.Null);
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    [Property("Defect", "C8")]
    public async Task A_track_made_private_after_the_first_look_is_not_sent()
    {
        await using var flow = new Flow();
        flow.Put();
        BeforeSecondLook(flow, () => flow.Put(audio: null));
        Assert.That((await flow.Genres.RecommendTagsAsync(Flow.Id))!.Status, Is.EqualTo(RecommendationStatus.NoAudio));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task Audio_replaced_after_the_first_look_is_not_sent_under_the_old_file()
    {
        await using var flow = new Flow();
        flow.Put();
        BeforeSecondLook(flow, () => flow.ReplaceAudio("b"));
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task Predictions_stored_after_the_first_read_are_used_and_settled()
    {
        await using var flow = new Flow();
        flow.Put();
        BeforeSecondLook(flow, () => flow.Put(Flow.Wanted(Flow.Stored("a", ("techno", 0.8)))));
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That((classification.Status, flow.Classifier.Calls), Is.EqualTo((ClassificationStatus.AlreadyFresh, 0)));
        Assert.That(flow.Track.Tags, Is.EqualTo(["techno"]));
    }

    [Test]
    public async Task Track_with_a_file_is_read_again_after_the_upload()
    {
        await using var flow = new Flow();
        flow.Rows.Put(new Track { Id = Flow.Id, FileId = "a", Audio = AudioSource.FromFile("/music/song.mp3") });
        flow.Store.BeforeFind = number =>
        {
            if (number == 3)
                flow.ReplaceAudio("b");
        };

        var classification = await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(classification.Status, Is.EqualTo(ClassificationStatus.Superseded));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task The_url_that_is_sent_is_the_one_of_the_second_look()
    {
        await using var flow = new Flow();
        flow.Put();
        BeforeSecondLook(flow, () => flow.Put(audio: "https://audio.example/signed-anew"));
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Classifier.LastUrl!.OriginalString, Is.EqualTo("https://audio.example/signed-anew"));
    }

    [Test]
    [Property("Defect", "C6")]
    public async Task No_store_is_open_while_the_model_works_and_every_step_has_one_of_its_own()
    {
        var open = new OpenStores();
        await using var flow = new Flow(register: services =>
        {
            services.AddSingleton(open);
            services.AddScoped<ITrackExtraStore, ScopedStore>();
        });
        open.Rows = flow.Rows;
        flow.Put();
        var whileWorking = -1;
        flow.Classifier.Run = (_, _) =>
        {
            whileWorking = open.Now;
            return Task.FromResult(FakeClassifier.Ambient);
        };
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That((whileWorking, open.Now, open.Ever), Is.EqualTo((0, 0, 3)), "first look, second look, write");
    }

    private static void BeforeSecondLook(Flow flow, Action change) => flow.Store.BeforeFind = number =>
    {
        if (number == 2)
            change();
    };
}
