using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>A transcoded upload has another file id and the same audio.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class TranscodedAudioTests
{
    [Test]
    public async Task Predictions_of_a_file_transcoded_during_the_run_are_stored_under_its_new_id()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;

        Transcode(flow);
        gate.Answer();

        Assert.That((await classification).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Track.Extra.PredictionsFileId, Is.EqualTo("b"));
        Assert.That(flow.Track.Tags, Is.EqualTo(["electronic", "ambient"]));
    }

    [Test]
    public async Task Callers_before_and_after_the_transcoding_share_a_run([Values] bool claims)
    {
        await using var flow = new Flow(options => options.ClaimRuns = claims);
        flow.Put();
        var gate = flow.Classifier.Holds();
        var before = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;

        Transcode(flow);
        var after = flow.Genres.ClassifyAsync(Flow.Id);
        gate.Answer();

        Assert.That((await before).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That((await after).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Failure_of_a_file_transcoded_during_the_run_is_recorded_under_its_new_id()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;

        Transcode(flow);
        gate.Fail(GenreClassificationFailure.AudioRejected);

        Assert.That((await classification).Failure, Is.EqualTo(GenreClassificationFailure.AudioRejected));
        Assert.That(flow.Track.Extra.Failure!.FileId, Is.EqualTo("b"));
    }

    private static void Transcode(Flow flow) =>
        flow.Rows.Put(flow.Track with { FileId = "b", OriginalFileId = "a" }, flow.Extra);
}
