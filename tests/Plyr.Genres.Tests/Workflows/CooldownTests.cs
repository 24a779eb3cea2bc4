using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows;

/// <summary>The table of rule 25: what is recorded after a failure.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 25)]
internal sealed class CooldownTests
{
    private static readonly TrackId Other = 669;
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(1);

    [TestCase(GenreClassificationFailure.AudioRejected, "audio_rejected")]
    [TestCase(GenreClassificationFailure.MalformedOutput, "malformed_output")]
    public async Task A_failure_of_the_audio_is_recorded_for_the_file_and_never_tried_again(
        GenreClassificationFailure failure, string reason)
    {
        await using var flow = new Flow();
        flow.Put(Flow.Wanted());
        flow.Classifier.Fails(failure);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        const string Failed = """{"file_id":"a","reason":"?","at":"2026-01-02T03:04:05+00:00"}""";
        var stored = Failed.Replace("?", reason, StringComparison.Ordinal);
        Assert.That(flow.Extra, Is.EqualTo($$"""{"auto_tag":true,"genre_classification_failure":{{stored}}}"""));
        flow.Time.Advance(TimeSpan.FromDays(1));
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_recorded_failure_keeps_the_predictions_and_tags_of_the_file_before()
    {
        await using var flow = new Flow();
        const string Record = """{"genre_auto_tags":{"file_id":"old","names":["rock"]},""";
        flow.Put(Record + Flow.Stored("old", ("rock", 0.9))[1..], tags: ["rock"]);
        flow.Classifier.Fails(GenreClassificationFailure.AudioRejected);

        await flow.Genres.ClassifyAsync(Flow.Id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(flow.Track.GenreState, Is.EqualTo(GenreState.Failed));
            Assert.That(flow.Track.Extra.Predictions!.Single().Name, Is.EqualTo("rock"));
            Assert.That(flow.Track.Tags, Is.EqualTo(["rock"]));
        }
    }

    [Test]
    public async Task A_failure_of_a_claimed_run_cools_the_track_down_too()
    {
        await using var flow = new Flow(options => options.ClaimRuns = true);
        flow.Put();
        flow.Classifier.Fails(GenreClassificationFailure.ServiceUnavailable);

        await flow.Genres.RecommendTagsAsync(Flow.Id);
        await flow.Genres.RecommendTagsAsync(Flow.Id);

        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_recorded_failure_leaves_other_tracks_and_the_next_file_alone()
    {
        await using var flow = Failing(GenreClassificationFailure.AudioRejected);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        await flow.Genres.RecommendTagsAsync(Other);
        flow.ReplaceAudio("b");
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(3));
    }

    [TestCase(GenreClassificationFailure.ModelFailed)]
    [TestCase(GenreClassificationFailure.InvalidInput)]
    [TestCase(GenreClassificationFailure.TimedOut)]
    [TestCase(GenreClassificationFailure.Canceled)]
    [TestCase(GenreClassificationFailure.ServiceUnavailable)]
    [TestCase(GenreClassificationFailure.OutputExpired)]
    [Property("Defect", "C5")]
    public async Task A_failure_of_the_run_cools_that_track_and_file_down_and_is_not_recorded(
        GenreClassificationFailure failure)
    {
        await using var flow = Failing(failure);
        for (var view = 0; view < 10; view++)
            Assert.That((await flow.Genres.RecommendTagsAsync(Flow.Id))!.Failure, Is.EqualTo(failure));
        Assert.That((flow.Classifier.Calls, flow.Extra), Is.EqualTo((1, "{}")));

        await flow.Genres.RecommendTagsAsync(Other);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2), "another track is asked for");
        flow.ReplaceAudio("b");
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(3), "another file is asked for");
    }

    [Test]
    public async Task A_cool_down_ends_when_its_time_is_up()
    {
        await using var flow = Failing(GenreClassificationFailure.ModelFailed);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        flow.Time.Advance(PlyrGenresDefaults.FailureCooldown - AMoment);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
        flow.Time.Advance(AMoment);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [TestCase(GenreClassificationFailure.AuthenticationFailed)]
    [TestCase(GenreClassificationFailure.BillingRequired)]
    [TestCase(GenreClassificationFailure.ModelUnavailable)]
    [Property("Defect", "C11")]
    public async Task A_failure_that_every_call_would_meet_cools_everything_down(GenreClassificationFailure failure)
    {
        await using var flow = Failing(failure);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That((await flow.Genres.RecommendTagsAsync(Other))!.Failure, Is.EqualTo(failure));
        Assert.That((flow.Classifier.Calls, flow.Extra), Is.EqualTo((1, "{}")));
        flow.Time.Advance(PlyrGenresDefaults.FailureCooldown);
        await flow.Genres.RecommendTagsAsync(Other);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_rate_limit_cools_everything_down_until_the_time_of_its_hint()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Put(id: Other);
        flow.Classifier.Fails(GenreClassificationFailure.RateLimited, TimeSpan.FromSeconds(20));
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        flow.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Other))!.Failure, Is.EqualTo(GenreClassificationFailure.RateLimited));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
        flow.Time.Advance(AMoment);
        await flow.Genres.RecommendTagsAsync(Other);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_rate_limit_without_a_hint_cools_down_as_long_as_other_failures()
    {
        await using var flow = Failing(GenreClassificationFailure.RateLimited);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        flow.Time.Advance(PlyrGenresDefaults.FailureCooldown - AMoment);
        await flow.Genres.RecommendTagsAsync(Other);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_shorter_hint_does_not_lift_a_longer_one()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Put(id: Other);
        flow.Classifier.Fails(GenreClassificationFailure.RateLimited, TimeSpan.FromSeconds(60));
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        flow.Classifier.Fails(GenreClassificationFailure.RateLimited, TimeSpan.FromSeconds(1));
        await flow.Genres.ClassifyAsync(Other);
        flow.Time.Advance(TimeSpan.FromSeconds(30));
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [TestCase(GenreClassificationFailure.ModelFailed)]
    [TestCase(GenreClassificationFailure.AuthenticationFailed)]
    [TestCase(GenreClassificationFailure.RateLimited)]
    public async Task The_upload_task_tries_at_once_and_its_success_ends_the_tracks_cool_down(
        GenreClassificationFailure failure)
    {
        await using var flow = Failing(failure);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        flow.Classifier.Run = (_, _) => Task.FromResult(FakeClassifier.Ambient);
        Assert.That((await flow.Genres.ClassifyAsync(Flow.Id)).Status, Is.EqualTo(ClassificationStatus.Classified));
        Assert.That((await flow.Genres.RecommendTagsAsync(Flow.Id))!.Status, Is.EqualTo(RecommendationStatus.Ready));
    }

    [Test]
    public async Task A_failed_upload_cools_requests_for_suggestions_down()
    {
        await using var flow = Failing(GenreClassificationFailure.ModelFailed);
        await flow.Genres.ClassifyAsync(Flow.Id);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_a_cool_down_every_request_tries()
    {
        await using var flow = Failing(
            GenreClassificationFailure.ModelFailed, options => options.FailureCooldown = TimeSpan.Zero);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task At_most_ten_thousand_files_are_remembered_and_the_oldest_are_forgotten_first()
    {
        await using var flow = Failing(GenreClassificationFailure.ModelFailed);
        for (var number = 1; number <= 10_001; number++)
        {
            flow.Put(id: number);
            await flow.Genres.RecommendTagsAsync(number);
        }

        await flow.Genres.RecommendTagsAsync(10_001);
        await flow.Genres.RecommendTagsAsync(2);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(10_001), "the last ten thousand are remembered");
        await flow.Genres.RecommendTagsAsync(1);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(10_002), "the first is not");
    }

    [TestCase(GenreClassificationFailure.AuthenticationFailed, 2)]
    [TestCase(GenreClassificationFailure.ModelFailed, 1)]
    [TestCase(GenreClassificationFailure.RateLimited, 1)]
    public async Task Reloaded_settings_lift_a_cool_down_that_wrong_settings_may_have_caused(
        GenreClassificationFailure failure, int calls)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        configuration["REPLICATE_API_TOKEN"] = "old";
        await using var flow = Failing(failure, register: services => services.AddPlyrGenres(configuration));
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        configuration["REPLICATE_API_TOKEN"] = "new";
        configuration.Reload();
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(calls));
    }

    [Test]
    public async Task Classifier_that_throws_anything_else_fails_and_cools_down()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Throws(new InvalidOperationException("defect"));
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Failure,
            Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        await flow.Genres.RecommendTagsAsync(Flow.Id);
        Assert.That(flow.Classifier.Calls, Is.EqualTo(1));
        Assert.That(flow.Logs.Entries.Select(entry => entry.Name), Does.Contain("ClassifierThrew"));
    }

    [Test]
    public async Task An_audio_url_that_the_classifier_does_not_accept_is_invalid_input()
    {
        await using var flow = new Flow();
        flow.Put(audio: "ftp://audio.example/a.mp3");
        flow.Classifier.Throws(new ArgumentException("only http(s)"));
        Assert.That(
            (await flow.Genres.ClassifyAsync(Flow.Id)).Failure, Is.EqualTo(GenreClassificationFailure.InvalidInput));
    }

    [Test]
    public async Task A_failure_of_every_call_and_the_reload_that_lifts_it_leave_a_rate_limit_in_force()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        configuration["REPLICATE_API_TOKEN"] = "old";
        await using var flow = new Flow(register: services => services.AddPlyrGenres(configuration));
        flow.Put();
        flow.Put(id: Other);
        flow.Classifier.Fails(GenreClassificationFailure.RateLimited, TimeSpan.FromMinutes(30));
        await flow.Genres.ClassifyAsync(Flow.Id);
        flow.Classifier.Fails(GenreClassificationFailure.AuthenticationFailed);
        await flow.Genres.ClassifyAsync(Flow.Id);
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Other))!.Failure,
            Is.EqualTo(GenreClassificationFailure.AuthenticationFailed));
        configuration["REPLICATE_API_TOKEN"] = "new";
        configuration.Reload();
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Other))!.Failure, Is.EqualTo(GenreClassificationFailure.RateLimited));
        Assert.That(flow.Classifier.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_failure_of_a_kind_that_does_not_exist_is_a_defect_of_the_classifier()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Fails((GenreClassificationFailure)99);
        Assert.That(
            (await flow.Genres.RecommendTagsAsync(Flow.Id))!.Failure,
            Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        Assert.That(flow.Logs.Entries.Select(entry => entry.Name), Does.Contain("ClassifierThrew"));
    }

    [Test]
    public async Task An_answer_without_labels_is_a_defect_of_the_classifier_and_not_of_the_url()
    {
        await using var flow = new Flow();
        flow.Put();
        flow.Classifier.Run = (_, _) => Task.FromResult(new GenreClassification { Labels = null! });
        Assert.That(
            (await flow.Genres.ClassifyAsync(Flow.Id)).Failure,
            Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        Assert.That(flow.Logs.Entries.Select(entry => entry.Name), Does.Contain("ClassifierThrew"));
    }

    private static Flow Failing(
        GenreClassificationFailure failure,
        Action<PlyrGenresOptions>? configure = null,
        Action<IServiceCollection>? register = null)
    {
        var flow = new Flow(configure, register: register);
        flow.Put();
        flow.Put(id: Other);
        flow.Classifier.Fails(failure);
        return flow;
    }
}
