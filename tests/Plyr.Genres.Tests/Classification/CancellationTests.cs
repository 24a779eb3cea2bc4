using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification;

/// <summary>A run that no caller needs is canceled at the service, in the background.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 26), Property("Defect", "C3")]
internal sealed class CancellationTests
{
    [Test]
    public async Task Canceled_call_throws_at_once_and_cancels_the_run()
    {
        await using var replicate = new ScriptedReplicate();
        using var giveUp = new CancellationTokenSource();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Cancels.Then(Answers.Silence);
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio), giveUp.Token);
        await replicate.Time.WhenDelayWaitsAsync();
        await giveUp.CancelAsync();
        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
        await replicate.Cancels.WhenSentAsync();
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.Member($"Prediction {Prediction.Id} is being canceled: the caller canceled the call."));
    }

    [Test]
    public async Task Exception_contains_the_token_of_the_caller()
    {
        await using var replicate = new ScriptedReplicate();
        using var giveUp = new CancellationTokenSource();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Cancels.Then(Answers.Ok("{}"));
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio), giveUp.Token);
        await replicate.Time.WhenDelayWaitsAsync();
        await giveUp.CancelAsync();
        try
        {
            await classification;
            Assert.Fail("The classification gave an answer.");
        }
        catch (OperationCanceledException exception)
        {
            Assert.That(exception.CancellationToken, Is.EqualTo(giveUp.Token));
        }
    }

    [Test]
    public async Task Call_that_is_already_canceled_sends_nothing()
    {
        await using var replicate = new ScriptedReplicate();
        await Assert.ThatAsync(
            () => replicate.Classifier.ClassifyAsync(
                new Uri(ScriptedReplicate.Audio),
                new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(replicate.Creates.Sent, Is.Empty);
    }

    [Test]
    public async Task Unanswered_create_of_a_canceled_call_is_awaited_and_its_run_canceled()
    {
        await using var replicate = new ScriptedReplicate();
        using var giveUp = new CancellationTokenSource();
        var accepted = new TaskCompletionSource();
        replicate.Creates.Then(Answers.After(accepted.Task, Answers.Created(Prediction.Starting)));
        replicate.Cancels.Then(Answers.Ok("{}"));
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio), giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(replicate.Cancels.Sent, Is.Empty);
        accepted.SetResult();
        await replicate.Cancels.WhenSentAsync();
        Assert.That(replicate.Cancels.Only.Address, Does.EndWith($"/{Prediction.Id}/cancel"));
    }

    [Test]
    public async Task Deadline_before_the_answer_to_the_create_times_out_and_cancels_the_run()
    {
        await using var replicate = new ScriptedReplicate();
        var accepted = new TaskCompletionSource();
        replicate.Creates.Then(Answers.After(accepted.Task, Answers.Created(Prediction.Starting)));
        replicate.Cancels.Then(Answers.Ok("{}"));
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio));
        replicate.Time.Advance(PlyrGenresDefaults.Timeout);
        var failure = await replicate.FailAsync(classification);
        Assert.That(failure.Message, Is.EqualTo(
            "Replicate did not answer within 120 seconds. A run may have been started and charged; Replicate "
            + "ends it soon. Retry later, or raise Timeout (REPLICATE_TIMEOUT_SECONDS): an idle model takes "
            + "minutes to start."));
        Assert.That(
            (failure.Failure, failure.PredictionId), Is.EqualTo((GenreClassificationFailure.TimedOut, (string?)null)));
        replicate.Time.Advance(TimeSpan.FromSeconds(14.9));
        accepted.SetResult();
        await replicate.Cancels.WhenSentAsync();
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.Member($"Prediction {Prediction.Id} is being canceled: there was no answer."));
    }

    [Test]
    public async Task Unanswered_second_create_is_a_timeout_and_not_the_first_refusal()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(429), Answers.Silence);
        var classification = replicate.FailAsync();
        await replicate.Creates.WhenSentAsync(2);
        replicate.Time.Advance(PlyrGenresDefaults.Timeout);
        Assert.That((await classification).Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
    }

    [Test]
    public async Task Unanswered_create_is_dropped_15_seconds_after_the_deadline()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Silence);
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio));
        replicate.Time.Advance(PlyrGenresDefaults.Timeout);
        await replicate.FailAsync(classification);
        replicate.Time.Advance(TimeSpan.FromSeconds(14.9));
        Assert.That(replicate.Logs.Entries.Select(entry => entry.Name), Has.No.Member("AbandonedCreateFailed"));
        replicate.Time.Advance(TimeSpan.FromSeconds(0.1));
        await replicate.Logs.WhenLoggedAsync("AbandonedCreateFailed");
    }

    public static IEnumerable<TestCaseData> NothingToCancel()
    {
        yield return new TestCaseData(Answers.Status(401)).SetArgDisplayNames("refused");
        yield return new TestCaseData(Answers.Created("nonsense")).SetArgDisplayNames("no prediction");
        yield return new TestCaseData(Answers.Created(Prediction.Succeeded)).SetArgDisplayNames("over already");
        yield return new TestCaseData(Answers.Created(Prediction.With("failed"))).SetArgDisplayNames("failed already");
        yield return new TestCaseData(Answers.Created(Prediction.With("starting", id: null)))
            .SetArgDisplayNames("no id");
        yield return new TestCaseData(Answers.Breaks()).SetArgDisplayNames("broken");
        yield return new TestCaseData(Answers.Throws(() => new InvalidOperationException("circuit")))
            .SetArgDisplayNames("a host's handler throws");
        yield return new TestCaseData(Answers.BreaksInBody(() => new InvalidDataException("gzip")))
            .SetArgDisplayNames("damaged");
    }

    [TestCaseSource(nameof(NothingToCancel))]
    public async Task Late_answer_without_an_unfinished_run_is_not_canceled(Answer late)
    {
        await using var replicate = new ScriptedReplicate();
        using var giveUp = new CancellationTokenSource();
        var answered = new TaskCompletionSource();
        replicate.Creates.Then(Answers.After(answered.Task, late));
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio), giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
        answered.SetResult();

        // The classifier's end awaits what is left to do.
        await ((IAsyncDisposable)replicate.Classifier).DisposeAsync();
        Assert.That(replicate.Cancels.Sent, Is.Empty);
    }

    [Test]
    public async Task Refused_create_is_not_logged_as_abandoned()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(402));

        await replicate.FailAsync();
        await ((IAsyncDisposable)replicate.Classifier).DisposeAsync();

        Assert.That(replicate.Logs.Entries.Select(entry => entry.Name), Has.No.Member("AbandonedCreateFailed"));
    }

    [Test]
    public async Task Late_answer_that_fails_is_logged()
    {
        await using var replicate = new ScriptedReplicate();
        using var giveUp = new CancellationTokenSource();
        var answered = new TaskCompletionSource();
        replicate.Creates.Then(Answers.After(answered.Task, Answers.Breaks()));
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio), giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
        answered.SetResult();
        await replicate.Logs.WhenLoggedAsync("AbandonedCreateFailed");
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.Member(
                "An abandoned request for a run returned no prediction to cancel (OperationCanceledException)."));
    }

    [Test]
    public async Task Call_canceled_while_the_connection_breaks_is_canceled()
    {
        await using var replicate = new ScriptedReplicate();
        using var giveUp = new CancellationTokenSource();
        replicate.Creates.Then(async (request, cancellationToken) =>
        {
            await giveUp.CancelAsync();
            return await Answers.Breaks()(request, cancellationToken);
        });
        await Assert.ThatAsync(
            () => replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio), giveUp.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Call_canceled_just_after_its_deadline_is_canceled()
    {
        await using var replicate = new ScriptedReplicate();
        using var giveUp = new CancellationTokenSource();
        var audio = AudioSource.FromStream(cancellationToken =>
        {
            replicate.Time.Advance(PlyrGenresDefaults.UploadTimeout);
            giveUp.Cancel();
            return Task.FromCanceled<Stream>(cancellationToken);
        });

        var classification = replicate.Classifier.ClassifyAsync(audio, giveUp.Token);

        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Disposal_cancels_the_run_and_waits_for_the_answer()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Cancels.Then(Answers.Ok("{}"));
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio));
        await replicate.Time.WhenDelayWaitsAsync();

        // The clock stands still, so this ends when the cancel was answered and not before.
        await ((IAsyncDisposable)replicate.Classifier).DisposeAsync();
        Assert.That(replicate.Cancels.Sent, Has.Count.EqualTo(1));
        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.Member($"Prediction {Prediction.Id} is being canceled: the container was disposed."));
    }

    [Test]
    public async Task Disposal_waits_at_most_5_seconds_for_a_cancel()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Cancels.Then(Answers.Silence);
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio));
        await replicate.Time.WhenDelayWaitsAsync();
        var start = replicate.Time.GetUtcNow();
        var disposal = ((IAsyncDisposable)replicate.Classifier).DisposeAsync().AsTask();
        await replicate.Cancels.WhenSentAsync();
        await replicate.RunAsync(disposal);
        Assert.That(replicate.Time.GetUtcNow() - start, Is.EqualTo(TimeSpan.FromSeconds(5)));
        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Nothing_is_sent_after_disposal()
    {
        await using var replicate = new ScriptedReplicate();
        var classifier = replicate.Classifier;
        ((IDisposable)classifier).Dispose();
        ((IDisposable)classifier).Dispose();
        await Assert.ThatAsync(
            () => classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio)),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(replicate.Creates.Sent, Is.Empty);
    }

    [TestCase(404)]
    [TestCase(400)]
    public async Task Refused_cancel_is_logged_and_not_repeated(int status)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Status(401));
        replicate.Cancels.Then(Answers.Status(status));
        await replicate.FailAsync();
        await replicate.Logs.WhenLoggedAsync("CancelFailed");
        Assert.That(replicate.Logs.Entries, Has.Member((Microsoft.Extensions.Logging.LogLevel.Warning, "CancelFailed",
            $"Prediction {Prediction.Id} could not be canceled (HTTP {status}); its own deadline ends it.")));
    }

    [Test]
    public async Task Run_that_has_ended_is_not_canceled()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync();
        await ((IAsyncDisposable)replicate.Classifier).DisposeAsync();
        Assert.That(replicate.Cancels.Sent, Is.Empty);
    }

    [Test]
    public async Task Call_canceled_during_the_download_cancels_no_run()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        using var giveUp = new CancellationTokenSource();
        replicate.Downloads.Then(Answers.Silence);
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio), giveUp.Token);
        await replicate.Downloads.WhenSentAsync();
        await giveUp.CancelAsync();
        await Assert.ThatAsync(() => classification, Throws.InstanceOf<OperationCanceledException>());
    }
}
