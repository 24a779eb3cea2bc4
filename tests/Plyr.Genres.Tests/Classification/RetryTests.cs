using System.Net;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification;

/// <summary>The requests that are repeated, and those that are not because they could start a second run.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 26), Property("Defect", "C10")]
internal sealed class RetryTests
{
    private const string BodyHint = """{"detail":"Request was throttled.","retry_after":7}""";

    [Test]
    public async Task Create_is_repeated_after_429()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(429), Answers.Status(429, "<html>"), Answers.Status(429, "{}"));
        replicate.WithUsualRun();
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        Assert.That(replicate.Creates.Sent.Select(sent => sent.Body).Distinct(), Has.Exactly(1).Items);
        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task Creates_are_spaced_by_growing_waits()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Status(429), Answers.Status(429), Answers.Status(429), Answers.Status(401));
        await replicate.FailAsync();
        Assert.That(replicate.Time.Delays, Has.Count.EqualTo(3));
        Assert.That(replicate.Time.Delays[0].TotalSeconds, Is.InRange(0.399, 0.6));
        Assert.That(replicate.Time.Delays[1].TotalSeconds, Is.InRange(0.599, 0.9));
        Assert.That(replicate.Time.Delays[2].TotalSeconds, Is.InRange(0.899, 1.35));
    }

    [TestCase(HttpRequestError.ConnectionError)]
    [TestCase(HttpRequestError.NameResolutionError)]
    [TestCase(HttpRequestError.ProxyTunnelError)]
    public async Task Create_is_repeated_when_nothing_was_sent(HttpRequestError error)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then([.. Enumerable.Repeat(Answers.Breaks(error, "Connection refused"), 5)]);
        replicate.WithUsualRun();
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Service_that_can_not_be_reached_is_tried_five_more_times()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            [
                .. Enumerable.Repeat(
                    Answers.Breaks(HttpRequestError.ConnectionError, "Connection refused (api.replicate.com:443)"), 6),
            ]);
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            "Replicate could not be reached: Connection refused (api.replicate.com:443). Check the network, the "
            + "proxy and Replicate.BaseAddress, and retry."));
        Assert.That(
            (failure.Failure, failure.StatusCode, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.ServiceUnavailable, (HttpStatusCode?)null, (string?)null)));
        Assert.That(failure.InnerException, Is.TypeOf<HttpRequestException>());
        Assert.That(replicate.Creates.Sent, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task Refusal_between_failed_connections_does_not_reset_their_count()
    {
        await using var replicate = new ScriptedReplicate();
        var refused = Answers.Breaks(HttpRequestError.ConnectionError);
        replicate.Creates.Then(refused, refused, refused, Answers.Status(429), refused, refused, refused);
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
    }

    [Test]
    public async Task Failed_TLS_handshake_is_not_repeated()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(
            Answers.Breaks(HttpRequestError.SecureConnectionError, "The SSL connection could not be established."));
        var failure = await replicate.FailAsync();
        Assert.That(
            failure.Message,
            Is.EqualTo(
                "Replicate could not be reached: The SSL connection could not be established. Check the network, "
                + "the proxy and Replicate.BaseAddress, and retry."));
    }

    public static IEnumerable<TestCaseData> AmbiguousCreates()
    {
        yield return Case("the connection broke", Answers.Breaks(), "The response ended prematurely");
        yield return Case(
            "the connection broke while sending",
            Answers.Breaks(HttpRequestError.Unknown, "An error occurred while sending the request."),
            "An error occurred while sending the request");
        yield return Case(
            "the connection was reset",
            Answers.Throws(() => new IOException("Connection reset by peer")),
            "Connection reset by peer");
        yield return Case(
            "the answer broke off",
            Answers.BreaksInBody(() => new HttpIOException(HttpRequestError.ResponseEnded, "Ended.")),
            "Ended. (ResponseEnded)");
        yield return Case(
            "the answer is damaged",
            Answers.BreaksInBody(() => new InvalidDataException("Found invalid data while decoding.")),
            "Found invalid data while decoding");
        yield return Case(
            "somebody's handler timed out",
            Answers.Throws(() => new OperationCanceledException("The connection timed out.")),
            "The connection timed out");
        yield return Case(
            "somebody's handler refused",
            Answers.Throws(() => new InvalidOperationException("The circuit is open.")),
            "The circuit is open");

        static TestCaseData Case(string name, Answer answer, string said) =>
            new TestCaseData(answer, said).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(AmbiguousCreates))]
    public async Task Create_that_may_have_been_accepted_is_never_repeated(Answer answer, string said)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(answer);
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            $"The connection to Replicate broke after a run was requested: {said}. The run may have been started "
            + "and charged, so it was not requested again. Retry later."));
        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        Assert.That(failure.InnerException, Is.Not.Null);
        Assert.That(replicate.Time.Delays, Is.Empty);
    }

    [TestCase(408)]
    [TestCase(500)]
    [TestCase(501)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    [TestCase(529)]
    public async Task Create_is_never_repeated_after_408_or_5xx(int status)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.RetryAfter(status, "1"));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            $"Replicate is unavailable (HTTP {status}). Retry later. The run may have been started and charged, so it "
            + "was not requested again."));
        Assert.That(
            (failure.Failure, (int?)failure.StatusCode, failure.RetryAfter),
            Is.EqualTo(
                (GenreClassificationFailure.ServiceUnavailable, (int?)status, (TimeSpan?)TimeSpan.FromSeconds(1))));
    }

    public static IEnumerable<TestCaseData> PassingProblemsOfACancel()
    {
        foreach (var status in new[] { 408, 429, 500, 501, 502, 503, 504, 599 })
            yield return new TestCaseData(Answers.Status(status, "<html>")).SetArgDisplayNames($"HTTP {status}");
        yield return new TestCaseData(Answers.Breaks()).SetArgDisplayNames("broken");
        yield return new TestCaseData(Answers.Breaks(HttpRequestError.ConnectionError)).SetArgDisplayNames("refused");
        yield return new TestCaseData(Answers.Breaks(HttpRequestError.SecureConnectionError)).SetArgDisplayNames("TLS");
        yield return new TestCaseData(Answers.Throws(() => new IOException("reset"))).SetArgDisplayNames("reset");
        yield return new TestCaseData(Answers.Throws(() => new InvalidOperationException("circuit")))
            .SetArgDisplayNames("a host's handler throws");
        yield return new TestCaseData(Answers.Throws(() => new OperationCanceledException())).SetArgDisplayNames(
            "a host's handler times out");
    }

    /// <summary>The body of a cancel's answer is not read, so these can't happen to it.</summary>
    public static IEnumerable<TestCaseData> PassingProblems() => PassingProblemsOfACancel().Append(
        new TestCaseData(Answers.BreaksInBody(() => new HttpIOException(HttpRequestError.ResponseEnded)))
            .SetArgDisplayNames("broken off")).Append(
        new TestCaseData(Answers.BreaksInBody(() => new InvalidDataException("gzip"))).SetArgDisplayNames("damaged"));

    [TestCaseSource(nameof(PassingProblems))]
    public async Task Poll_is_repeated_after_a_temporary_problem(Answer problem)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(problem, problem, Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [TestCase("<html>")]
    [TestCase("{\"id\":\"gm3qor")]
    [TestCase("")]
    public async Task Poll_with_an_answer_that_is_not_JSON_is_repeated(string answer)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Ok(answer), Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
    }

    [TestCaseSource(nameof(PassingProblems))]
    public async Task Download_is_repeated_after_a_temporary_problem(Answer problem)
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(problem, problem, Answers.Ok(Prediction.Labels));
        Assert.That((await replicate.ClassifyAsync()).Labels, Has.Count.EqualTo(2));
        Assert.That(replicate.Time.Delays, Has.Count.EqualTo(2));
    }

    [TestCaseSource(nameof(PassingProblemsOfACancel))]
    public async Task Cancel_is_repeated_after_a_temporary_problem(Answer problem)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Status(401));
        replicate.Cancels.Then(problem, problem, Answers.Ok("{}"));
        await replicate.FailAsync();
        await replicate.RunAsync(replicate.Cancels.WhenSentAsync(3));
        Assert.That(replicate.Logs.Entries.Select(entry => entry.Name), Has.No.Member("CancelFailed"));
        Assert.That(
            replicate.Logs.Entries.Where(entry => entry.Name == "RequestRetried").Select(entry => entry.Text),
            Has.Exactly(2).StartsWith("Canceling the prediction failed"));
    }

    [Test]
    public async Task Cancel_is_given_up_after_30_seconds()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Status(401));
        replicate.Cancels.Always(Answers.Status(503));
        var start = replicate.Time.GetUtcNow();
        await replicate.FailAsync();
        await replicate.RunAsync(replicate.Logs.WhenLoggedAsync("CancelFailed"));
        Assert.That(replicate.Time.GetUtcNow() - start, Is.InRange(TimeSpan.FromSeconds(23), TimeSpan.FromSeconds(31)));
        Assert.That(replicate.Logs.Entries, Has.Member((Microsoft.Extensions.Logging.LogLevel.Warning, "CancelFailed",
            $"Prediction {Prediction.Id} could not be canceled (ServiceUnavailable); its own deadline ends it.")));
    }

    [Test]
    public async Task Cancel_without_an_answer_is_given_up_after_30_seconds()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Status(401));
        replicate.Cancels.Then(Answers.Silence);

        await replicate.FailAsync();
        await replicate.Cancels.WhenSentAsync();
        replicate.Time.Advance(TimeSpan.FromSeconds(30));
        await replicate.Logs.WhenLoggedAsync("CancelFailed");

        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.Member($"Prediction {Prediction.Id} could not be canceled (no answer); its own deadline ends it."));
    }

    [Test]
    public async Task Polls_that_keep_failing_fail_with_the_last_problem_at_the_deadline()
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(20));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Always(Answers.Breaks(message: "Connection reset by peer"));
        replicate.Cancels.Then(Answers.Ok("{}"));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            "Polling the prediction kept failing: Connection reset by peer. Retry later. Prediction: "
            + $"{Prediction.Id}."));
        Assert.That(
            (failure.Failure, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.ServiceUnavailable, Prediction.Id)));
        Assert.That(failure.InnerException, Is.TypeOf<HttpRequestException>());
        await replicate.Cancels.WhenSentAsync();
    }

    [Test]
    public async Task Problem_before_a_success_does_not_explain_a_later_deadline()
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(20));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Status(503)).Always(Answers.Ok(Prediction.Processing));
        replicate.Cancels.Then(Answers.Ok("{}"));
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
    }

    [Test]
    public async Task Problem_explains_a_deadline_that_passes_during_its_retry()
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(20));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Status(503), Answers.Silence);
        replicate.Cancels.Then(Answers.Ok("{}"));
        var failing = replicate.FailAsync();
        await replicate.Polls.WhenSentAsync(2);
        replicate.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.That(
            (await failing).Message,
            Is.EqualTo($"Replicate is unavailable (HTTP 503). Retry later. Prediction: {Prediction.Id}."));
    }

    [Test]
    public async Task Downloads_that_keep_failing_are_an_unavailable_service()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Always(Answers.Throws(() => new IOException("reset")));
        var failure = await replicate.FailAsync();
        Assert.That(failure.Message, Is.EqualTo(
            "The run succeeded and was charged, but its output could not be fetched. The download of the output kept "
            + $"failing: reset. Retry later. Prediction: {Prediction.Id}."));
    }

    public static IEnumerable<TestCaseData> Hints()
    {
        // The clock stands at 2026-01-02 03:04:05 UTC.
        yield return Case("seconds", "12", "", 12);
        yield return Case("zero seconds", "0", "", null);
        yield return Case("a date", "Fri, 02 Jan 2026 03:04:14 GMT", "", 9);
        yield return Case("a past date", "Wed, 21 Oct 2015 07:28:00 GMT", "", null);
        yield return Case("nonsense", "soon", "", null);
        yield return Case("a negative number", "-5", "", null);
        yield return Case("the body", null, BodyHint, 7);
        yield return Case("the header before the body", "12", BodyHint, 12);
        yield return Case("a date before the body", "Fri, 02 Jan 2026 03:04:14 GMT", BodyHint, 9);
        yield return Case("the body where the header is nonsense", "soon", BodyHint, 7);
        yield return Case("a text in the body", null, """{"retry_after":"2.5"}""", 2.5);
        yield return Case("zero in the body", null, """{"retry_after":0}""", null);
        yield return Case("a negative number in the body", null, """{"retry_after":-1}""", null);
        yield return Case("a word in the body", null, """{"retry_after":"soon"}""", null);
        yield return Case("a list in the body", null, """{"retry_after":[5]}""", null);
        yield return Case("an endless time in the body", null, """{"retry_after":1e9}""", null);
        yield return Case("no time at all in the body", null, """{"retry_after":null}""", null);

        static TestCaseData Case(string name, string? header, string body, double? hint) =>
            new TestCaseData(header, body, hint).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Hints))]
    public async Task Hint_of_the_service_is_the_minimum_wait(string? header, string body, double? hint)
    {
        var problem = header is null ? Answers.Status(429, body) : Answers.RetryAfter(429, header, body);
        await using var creating = new ScriptedReplicate();
        creating.Creates.Then(problem);
        creating.WithUsualRun();
        await creating.ClassifyAsync();
        Assert.That(creating.Time.Delays[0].TotalSeconds, Within(hint));

        await using var polling = new ScriptedReplicate();
        polling.Creates.Then(Answers.Created(Prediction.Starting));
        polling.Polls.Then(problem, Answers.Ok(Prediction.Succeeded));
        polling.Downloads.Then(Answers.Ok(Prediction.Labels));
        await polling.ClassifyAsync();

        // The wait before the poll made a date come nearer.
        var passed = header?.EndsWith(
            "GMT", StringComparison.Ordinal) == true ? polling.Time.Delays[0].TotalSeconds : 0;
        Assert.That(polling.Time.Delays[1].TotalSeconds, Within(hint - passed));

        static NUnit.Framework.Constraints.Constraint Within(double? hint) =>
            hint is { } seconds ? Is.InRange(seconds - 0.001, seconds * 1.2) : Is.InRange(0.399, 0.9);
    }

    [TestCase("Wed, 21 Oct 2015 07:28:00 GMT", "")]
    [TestCase("0", "")]
    [TestCase("soon", """{"retry_after":0}""")]
    public async Task Failure_whose_hint_has_passed_can_be_retried_at_once(string header, string body)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.RetryAfter(503, header, body));

        var failure = await replicate.FailAsync();

        Assert.That(failure.RetryAfter, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task Date_of_a_hint_is_compared_with_the_date_of_the_answer()
    {
        await using var replicate = new ScriptedReplicate();

        // The clock of the service is an hour ahead.
        replicate.Creates.Then(Answers.Status(429, headers: headers =>
        {
            headers.TryAddWithoutValidation("Date", "Fri, 02 Jan 2026 04:04:05 GMT");
            headers.TryAddWithoutValidation("Retry-After", "Fri, 02 Jan 2026 04:04:14 GMT");
        }));
        replicate.WithUsualRun();

        await replicate.ClassifyAsync();

        Assert.That(replicate.Time.Delays[0].TotalSeconds, Is.InRange(9, 10.8));
    }

    [Test]
    public async Task Endless_interim_answers_to_a_create_time_out_without_another_request()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Breaks(HttpRequestError.ConfigurationLimitExceeded));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
    }

    [Test]
    public async Task Endless_interim_answers_to_a_poll_time_out_without_another_request()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.Breaks(HttpRequestError.ConfigurationLimitExceeded));
        replicate.Cancels.Then(Answers.Ok("{}"));

        var failure = await replicate.FailAsync();

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        Assert.That(failure.PredictionId, Is.EqualTo(Prediction.Id));
    }

    [TestCase(429, GenreClassificationFailure.RateLimited)]
    [TestCase(503, GenreClassificationFailure.ServiceUnavailable)]
    public async Task Hint_beyond_the_deadline_fails_at_once(int status, GenreClassificationFailure expected)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(Answers.RetryAfter(status, "120"));
        replicate.Cancels.Then(Answers.Ok("{}"));
        var failure = await replicate.FailAsync();
        Assert.That(
            (failure.Failure, (int?)failure.StatusCode, failure.RetryAfter, failure.PredictionId),
            Is.EqualTo((expected, (int?)status, (TimeSpan?)TimeSpan.FromSeconds(120), Prediction.Id)));
        Assert.That(replicate.Time.Delays, Has.Count.EqualTo(1));
    }

    [TestCase("120", 120)]
    [TestCase("3600", 3600)]
    [TestCase("3601", 3600)]
    [TestCase("864000", 3600)]
    [TestCase("2147483647", 3600)]
    public async Task Create_with_a_hint_beyond_the_deadline_is_rate_limited(string header, int seconds)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.RetryAfter(429, header, BodyHint));
        var failure = await replicate.FailAsync();
        Assert.That(
            failure.Message,
            Is.EqualTo(
                "Replicate rate limit exceeded (HTTP 429). Reduce the request rate or retry later. Message: "
                + "Request was throttled."));
        Assert.That(
            (failure.Failure, failure.StatusCode, failure.RetryAfter),
            Is.EqualTo(
                (
                    GenreClassificationFailure.RateLimited,
                    (HttpStatusCode?)HttpStatusCode.TooManyRequests,
                    (TimeSpan?)TimeSpan.FromSeconds(seconds))));
        Assert.That(replicate.Time.Delays, Is.Empty);
    }

    [Test]
    public async Task Creates_that_stay_refused_are_rate_limited_before_the_deadline()
    {
        await using var replicate = new ScriptedReplicate(options => options.Timeout = TimeSpan.FromSeconds(30));
        replicate.Creates.Always(Answers.Status(429));
        var start = replicate.Time.GetUtcNow();
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(GenreClassificationFailure.RateLimited));
        Assert.That(replicate.Time.GetUtcNow() - start, Is.InRange(TimeSpan.FromSeconds(23), TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task Retry_is_logged_without_the_address()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.RetryAfter(429, "10"));
        replicate.Creates.Then(Answers.Created(Prediction.Starting));
        replicate.Polls.Then(
            Answers.Breaks(), Answers.Throws(() => new OperationCanceledException()), Answers.Ok(Prediction.Succeeded));
        replicate.Downloads.Then(Answers.Ok(Prediction.Labels));
        await replicate.ClassifyAsync();
        var retries = replicate.Logs.Entries.Where(entry => entry.Name == "RequestRetried").Select(
            entry => entry.Text[..(entry.Text.IndexOf(" in ", StringComparison.Ordinal) + 4)]);
        Assert.That(retries, Is.EqualTo(new[]
        {
            "The request for a run failed (RateLimited) and is retried in ",
            "Polling the prediction failed (ServiceUnavailable) and is retried in ",
            "Polling the prediction failed (no answer) and is retried in ",
        }));
        Assert.That(
            replicate.Logs.Entries.First(entry => entry.Name == "RequestRetried").Text,
            Does.Match(@" is retried in 00:00:1[0-2](\.\d+)?\.$"));
    }
}
