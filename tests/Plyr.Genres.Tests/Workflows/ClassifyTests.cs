using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>The body of the upload task.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class ClassifyTests
{
    [Test]
    public async Task Upload_is_classified_and_reports_its_result()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted(), tags: ["mine"]);
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(classification.Status, Is.EqualTo(ClassificationStatus.Classified));
            Assert.That(
                classification.Predictions.Select(prediction => prediction.Name),
                Is.EqualTo(["electronic", "ambient", "rock", "shoegaze"]));
            Assert.That(classification.AddedTags, Is.EqualTo(["electronic", "ambient"]));
            Assert.That(classification.RemovedTags, Is.Empty);
            Assert.That(classification.ShouldRetry, Is.False);
            Assert.That(flow.Track.Tags, Is.EqualTo(["mine", "electronic", "ambient"]));
        }
    }

    [Test]
    [Property("Rule", 26)]
    public async Task The_audio_url_reaches_the_classifier_exactly_as_the_store_gave_it()
    {
        const string Unusual = "https://audio.example/Ä%2f%41 b?x=%7E&sig=a+b";
        await using var flow = new Flow();
        flow.Put(audio: Unusual);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Classifier.LastUrl!.OriginalString, Is.EqualTo(Unusual));
    }

    [Test]
    [Property("Rule", 23), Property("Defect", "C7")]
    public async Task A_task_delivered_three_times_pays_once()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        var statuses = new List<ClassificationStatus>();
        for (var i = 0; i < 3; i++)
            statuses.Add((await flow.Genres.ClassifyAsync(Flow.Id)).Status);
        Assert.That(
            statuses,
            Is.EqualTo(
                [
                    ClassificationStatus.Classified,
                    ClassificationStatus.AlreadyFresh,
                    ClassificationStatus.AlreadyFresh,
                ]));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    [Property("Rule", 25)]
    public async Task Force_asks_again_although_fresh_predictions_are_stored()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Stored("a", ("polka", 0.9)));
        Assert.That(
            (await flow.Genres.ClassifyAsync(Flow.Id, force: true)).Status,
            Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Track.Extra.Predictions![0].Name, Is.EqualTo("electronic"));
    }

    [Test]
    [Property("Rule", 25)]
    public async Task A_failure_on_record_is_not_tried_again_but_by_force()
    {
        await using var flow = new Flow();
        flow.Put(
            """{"genre_classification_failure":{"file_id":"a","reason":"malformed_output","at":"2026-01-01T00:00:"""
            + """00.000Z"}}""");
        var refused = await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(
            (refused.Status, refused.Failure, flow.Classifier.Calls),
            Is.EqualTo((ClassificationStatus.Failed, GenreClassificationFailure.MalformedOutput, 0)));
        Assert.That(
            (await flow.Genres.ClassifyAsync(Flow.Id, force: true)).Status,
            Is.EqualTo(ClassificationStatus.Classified));
        Assert.That(flow.Track.Extra.Failure, Is.Null);
    }

    [Test]
    public async Task Switched_off_it_pays_nothing_even_by_force_and_keeps_the_flag([Values] bool force)
    {
        await using var flow = new Flow(options => options.Enabled = false);
        flow.Put(Flow.Wanted());
        Assert.That(
            (await flow.Genres.ClassifyAsync(Flow.Id, force)).Status, Is.EqualTo(ClassificationStatus.Disabled));
        Assert.That((flow.Classifier.Calls, flow.Store.Updates, flow.Track.Extra.AutoTag), Is.EqualTo((0, 0, true)));
    }

    [Test]
    [Property("Rule", 13)]
    public async Task Without_a_file_or_a_url_there_is_no_audio([Values] bool withoutFile)
    {
        await using var flow = new Flow();
        flow.Put(fileId: withoutFile ? null : "a", audio: withoutFile ? Flow.Audio : null);
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.NoAudio));
        Assert.That(flow.Classifier.Calls, Is.Zero);
    }

    [Test]
    public async Task An_unknown_track_is_not_found()
    {
        await using var flow = new Flow();
        Assert.That((await flow.Genres.ClassifyAsync("nobody")).Status, Is.EqualTo(ClassificationStatus.NotFound));
    }

    [Test]
    [Property("Rule", 21)]
    public async Task An_empty_answer_is_stored_as_an_answer()
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.Answers();
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Empty));
        Assert.That(flow.Track.Extra, Has.Property("Predictions").Empty.And.Property("AutoTag").False);
    }

    [TestCase(GenreClassificationFailure.RateLimited, true)]
    [TestCase(GenreClassificationFailure.ModelFailed, true)]
    [TestCase(GenreClassificationFailure.Canceled, true)]
    [TestCase(GenreClassificationFailure.TimedOut, true)]
    [TestCase(GenreClassificationFailure.ServiceUnavailable, true)]
    [TestCase(GenreClassificationFailure.OutputExpired, true)]
    [TestCase(GenreClassificationFailure.InvalidInput, false)]
    [TestCase(GenreClassificationFailure.AudioRejected, false)]
    [TestCase(GenreClassificationFailure.MalformedOutput, false)]
    [TestCase(GenreClassificationFailure.AuthenticationFailed, false)]
    [TestCase(GenreClassificationFailure.BillingRequired, false)]
    [TestCase(GenreClassificationFailure.ModelUnavailable, false)]
    public async Task Failed_upload_reports_whether_to_retry(GenreClassificationFailure failure, bool shouldRetry)
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.Fails(failure, TimeSpan.FromSeconds(7));
        var classification = await flow.Genres.ClassifyAsync(Flow.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(classification.Status, Is.EqualTo(ClassificationStatus.Failed));
            Assert.That(classification.Failure, Is.EqualTo(failure));
            Assert.That(classification.ShouldRetry, Is.EqualTo(shouldRetry));
            Assert.That(classification.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)));
            Assert.That(flow.Track.Extra.AutoTag, Is.True, "a failure keeps the flag");
        }
    }

    [Test]
    public async Task Superseded_upload_is_worth_a_retry()
    {
        await using var flow = new Flow();
        flow.Put();
        var gate = flow.Classifier.Holds();
        var classification = flow.Genres.ClassifyAsync(Flow.Id);
        await gate.Listening;
        flow.ReplaceAudio("b");
        gate.Answer();
        Assert.That(
            await classification,
            Has.Property("Status").EqualTo(ClassificationStatus.Superseded).And.Property("ShouldRetry").True);
    }

    [Test]
    public async Task Labels_without_a_usable_score_are_dropped_where_others_have_one()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Answers(("Rock", 0.5), ("Dub", double.NaN));

        var classification = await flow.Genres.ClassifyAsync(Flow.Id);

        Assert.That(classification.Predictions, Is.EqualTo(new GenrePrediction[] { new("rock", 0.5) }));
    }
}
