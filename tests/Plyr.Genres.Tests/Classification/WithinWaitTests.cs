using System.Net;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Answers within the wait.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 26), Property("Defect", "C2")]
internal sealed class WithinWaitTests
{
    [Test]
    public async Task Succeeded_answer_needs_no_poll()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.DataOutput);
        var classification = await replicate.ClassifyAsync();
        Assert.That(classification.Labels, Has.Count.EqualTo(2));
        Assert.That(classification.PredictTime, Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(replicate.Polls.Sent, Is.Empty);
        Assert.That(replicate.Time.Delays, Is.Empty);
    }

    [TestCase(200)]
    [TestCase(201)]
    [TestCase(202)]
    public async Task Any_success_status_is_accepted(int status)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Status(status, Prediction.With("succeeded", Prediction.DataOutput, predictTime: 1)));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Processing_with_output_is_used_and_its_billed_time_requested_once()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With("processing", Prediction.DataOutput)));
        replicate.Polls.Then(Answers.Ok(Prediction.With("succeeded", Prediction.DataOutput, predictTime: 3.5)));
        var classification = await replicate.ClassifyAsync();
        Assert.That(
            (classification.Labels.Count, classification.PredictTime), Is.EqualTo((2, TimeSpan.FromSeconds(3.5))));
        Assert.That(replicate.Time.Delays, Is.Empty);
        Assert.That(replicate.Cancels.Sent, Is.Empty);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{}")]
    public async Task Processing_without_output_is_polled(string? output)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Created(
                Prediction.With(
                    "processing", output is "[]" or "{}" ? System.Text.Json.Nodes.JsonNode.Parse(output) : output)));
        replicate.Polls.Then(Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        await replicate.ClassifyAsync();
        Assert.That(replicate.Polls.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Starting_with_output_is_not_finished()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With("starting", "data:,{}")));
        replicate.Polls.Then(Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    public static IEnumerable<TestCaseData> BillsNotGiven()
    {
        yield return new TestCaseData(Answers.Ok(Prediction.Processing)).SetArgDisplayNames("still running");
        yield return new TestCaseData(Answers.Status(500, "<html>")).SetArgDisplayNames("HTTP 500");
        yield return new TestCaseData(Answers.Status(404)).SetArgDisplayNames("HTTP 404 without a body");
        yield return new TestCaseData(Answers.Ok("no JSON")).SetArgDisplayNames("no JSON");
        yield return new TestCaseData(Answers.Ok("null")).SetArgDisplayNames("null");
        yield return new TestCaseData(Answers.Breaks()).SetArgDisplayNames("broken");
        yield return new TestCaseData(Answers.Throws(() => new InvalidOperationException("a host's handler")))
            .SetArgDisplayNames("a host's handler throws");
    }

    [TestCaseSource(nameof(BillsNotGiven))]
    public async Task Answer_is_kept_when_the_billed_time_is_not_available(Answer bill)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With("processing", Prediction.DataOutput)));
        replicate.Polls.Then(bill);
        var classification = await replicate.ClassifyAsync();
        Assert.That((classification.Labels.Count, classification.PredictTime), Is.EqualTo((2, (TimeSpan?)null)));
        Assert.That(replicate.Polls.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Billed_time_is_awaited_for_2_seconds()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With("processing", Prediction.DataOutput)));
        replicate.Polls.Then(Answers.Silence);
        var classification = replicate.Classifier.ClassifyAsync(new Uri(ScriptedReplicate.Audio));
        await replicate.Polls.WhenSentAsync();
        replicate.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.That(classification.IsCompleted, Is.False);
        replicate.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That((await classification).PredictTime, Is.Null);
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.Member($"Prediction {Prediction.Id}: the billed time is not known (TaskCanceledException).").Or.Member(
                $"Prediction {Prediction.Id}: the billed time is not known (OperationCanceledException)."));
    }

    [TestCase("0", 0.0)]
    [TestCase("0.128148", 0.128148)]
    [TestCase("86399", 86399.0)]
    [TestCase("86400", null)]
    [TestCase("-1", null)]
    [TestCase("1e999", null)]
    [TestCase("\"2\"", null)]
    [TestCase("null", null)]
    public async Task Billed_time_is_a_plausible_number_of_seconds(string predictTime, double? expected)
    {
        await using var replicate = new ScriptedReplicate();
        var prediction = $$$"""{"id":"{{{Prediction.Id}}}","status":"succeeded","output":"{{{Prediction.DataOutput}}}","""
            + $$$""" "metrics":{"predict_time":{{{predictTime}}}}}""";
        replicate.Creates.Then(Answers.Created(prediction));
        replicate.Polls.Always(Answers.Ok(prediction));
        var seconds = (await replicate.ClassifyAsync()).PredictTime?.TotalSeconds;
        Assert.That(seconds, expected is null ? Is.Null : Is.EqualTo(expected).Within(1e-6));
    }

    [TestCase("[1]")]
    [TestCase("7")]
    [TestCase("{}")]
    public async Task Metrics_of_another_shape_have_no_billed_time(string metrics)
    {
        await using var replicate = new ScriptedReplicate();
        var prediction = $$"""{"id":"{{Prediction.Id}}","status":"succeeded","output":"{{Prediction.DataOutput}}","""
            + $$""" "metrics":{{metrics}}}""";
        replicate.Creates.Then(Answers.Created(prediction));
        replicate.Polls.Then(Answers.Ok(prediction));
        Assert.That((await replicate.ClassifyAsync()).PredictTime, Is.Null);
    }

    [TestCase("created")]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("""{"status":"starting"}""")]
    [TestCase("""{"id":null,"status":"starting"}""")]
    [TestCase("""{"id":"","status":"starting"}""")]
    [TestCase("""{"id":"../../admin","status":"starting"}""")]
    [TestCase("""{"id":"a b","status":"succeeded","output":"data:,{}"}""")]
    [TestCase(
        """{"id":"01234567890123456789012345678901234567890123456789"""
        + """0123456789012345678901234567890123456789012345678901","status":"starting"}""")]
    public async Task Accepted_create_without_a_valid_prediction_is_not_repeated(string answer)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(answer));
        var failure = await replicate.FailAsync();
        Assert.That(
            (failure.Failure, failure.StatusCode, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.ServiceUnavailable, HttpStatusCode.Created, (string?)null)));
        Assert.That(failure.Message, Is.EqualTo(
            "Replicate accepted the request (HTTP 201), but the answer names no valid prediction. The run can't "
            + "be followed and may be charged. Check Replicate.BaseAddress, and retry later."));
    }

    [TestCase("a")]
    [TestCase("A-b_9")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789")]
    public async Task Any_id_that_is_valid_in_a_path_is_used(string id)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With("starting", id: id)));
        replicate.Polls.Then(Answers.Ok(Prediction.With("succeeded", Prediction.OutputUrl, predictTime: 2, id: id)));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).PredictionId, Is.EqualTo(id));
        Assert.That(replicate.Polls.Only.Address, Does.EndWith("/" + id));
    }

    [Test]
    public async Task Accepted_create_with_an_answer_larger_than_16_MiB_is_malformed()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(new string(' ', 16 * 1024 * 1024) + Prediction.Succeeded));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.MalformedOutput));
        Assert.That(failure.Message, Does.Contain("the answer that contains it is larger than 16 MiB."));
    }

    [Test]
    public async Task Answer_of_16_MiB_is_read()
    {
        await using var replicate = new ScriptedReplicate();
        var prediction = Prediction.With("succeeded", Prediction.DataOutput, predictTime: 1);
        replicate.Creates.Then(Answers.Created(new string(' ', (16 * 1024 * 1024) - prediction.Length) + prediction));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }
}
