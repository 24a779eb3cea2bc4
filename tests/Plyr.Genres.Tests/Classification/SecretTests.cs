using NUnit.Framework;

namespace Plyr.Genres.Tests.Classification;

/// <summary>
/// The token and the signature of an audio URL are shown nowhere, even when the service repeats them.
/// </summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 35)]
internal sealed class SecretTests
{
    private const string Signature = "geheim";

    public static IEnumerable<TestCaseData> Runs()
    {
        var echo =
            $$"""{"detail":"Token {{ScriptedReplicate.Token}} may not """
            + $$"""fetch {{ScriptedReplicate.Audio}}","retry_after":600}""";
        foreach (var status in new[] { 401, 402, 404, 409, 413, 422, 429, 500 })
            yield return Case($"create HTTP {status}", creates: [Answers.Status(status, echo)]);
        yield return Case("broken create", creates: [Answers.Breaks(message: echo)]);
        yield return Case(
            "refused connection", creates: [Answers.Breaks(HttpRequestError.SecureConnectionError, echo)]);
        yield return Case(
            "status of the service's own",
            creates: [Answers.Created(Prediction.With($"dreaming of {ScriptedReplicate.Token}"))],
            polls: [Answers.Status(401, echo)]);
        yield return Case(
            "failed run",
            creates: [
                Answers.Created(
                    Prediction.With("failed", error: $"{ScriptedReplicate.Token} {ScriptedReplicate.Audio}")),
            ]);
        yield return Case(
            "token at the cut",
            creates: [
                Answers.Created(Prediction.With("failed", error: new string(' ', 1190) + ScriptedReplicate.Token))
            ]);
        yield return Case(
            "token as id", creates: [Answers.Created(Prediction.With("starting", id: "?" + ScriptedReplicate.Token))]);
        yield return Case(
            "output elsewhere",
            creates: [
                Answers.Created(
                    Prediction.With("succeeded", $"https://evil.example/{ScriptedReplicate.Token}?{Signature}")),
            ]);
        yield return Case(
            "poll HTTP 401", creates: [Answers.Created(Prediction.Starting)], polls: [Answers.Status(401, echo)]);
        yield return Case(
            "poll HTTP 503", creates: [Answers.Created(Prediction.Starting)], polls: [Answers.Status(503, echo)]);

        static TestCaseData Case(string name, Answer[] creates, Answer[]? polls = null) =>
            new TestCaseData(creates, polls ?? []).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Runs))]
    [Property("Defect", "H4")]
    public async Task Token_and_signature_are_in_no_exception_and_no_log(Answer[] creates, Answer[] polls)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(creates);
        replicate.Polls.Then(polls);
        replicate.Cancels.Always(Answers.Ok("{}"));
        var failure = await replicate.FailAsync();
        await replicate.DisposeAsync();

        var half = ScriptedReplicate.Token[..10];
        Assert.That(failure.Message, Does.Not.Contain(half).And.Not.Contain(Signature));
        Assert.That(failure.Data, Is.Empty);
        Assert.That(replicate.Logs.Entries, Is.Not.Empty);
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text), Has.None.Contains(half).And.None.Contains(Signature));
    }

    [Test]
    [Property("Defect", "H4")]
    public async Task Successful_run_logs_only_host_and_path_of_the_audio()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync("https://user:geheim@audio.example:8443/a%20b.mp3?signature=geheim#geheim");
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.Member($"Run of model {PlyrGenresDefaults.ModelVersion} requested for audio.example/a%20b.mp3."));
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.None.Contains(ScriptedReplicate.Token).And.None.Contains(Signature));
    }

    [Test]
    [Property("Defect", "H4")]
    public async Task Data_URI_is_logged_without_its_content()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync("data:audio/mpeg;base64,geheim==");
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.Member($"Run of model {PlyrGenresDefaults.ModelVersion} requested for data URI."));
        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.None.Contains("audio/mpeg").And.None.Contains(Signature));
    }

    [Test]
    public void Options_do_not_print_the_token() =>
        Assert.That(
            new PlyrGenresOptions { Replicate = { ApiToken = ScriptedReplicate.Token } }.ToString(),
            Does.Not.Contain(ScriptedReplicate.Token));

    [Test]
    public async Task Token_is_sent_to_no_other_origin_than_the_API()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync();
        Assert.That(
            replicate.Creates.Sent.Concat(replicate.Polls.Sent).Select(sent => sent["Authorization"]),
            Is.All.EqualTo($"Bearer {ScriptedReplicate.Token}"));
        Assert.That(replicate.Downloads.Only.Headers, Has.None.Contains(ScriptedReplicate.Token));
    }
}
