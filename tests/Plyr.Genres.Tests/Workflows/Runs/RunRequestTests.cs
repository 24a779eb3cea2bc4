using NUnit.Framework;

namespace Plyr.Genres.Tests.Workflows.Runs;

/// <summary>Whether somebody may share a run, or take an answer, that was asked for by somebody else.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class RunRequestTests
{
    private static readonly RecordedFailure Old = new("f", "audio_rejected", DateTimeOffset.UnixEpoch);
    private static readonly RecordedFailure New = Old with { At = DateTimeOffset.UnixEpoch.AddDays(1) };

    private static readonly RunRequest OnDemand = new(RunOrigin.OnDemand);
    private static readonly RunRequest Upload = new(RunOrigin.Upload);
    private static readonly RunRequest Forced = new(RunOrigin.Upload, Force: true);
    private static readonly RunRequest Backfill = new(RunOrigin.Backfill);
    private static readonly RunRequest OfModel = new(RunOrigin.Backfill, Model: "m");
    private static readonly RunRequest OfOtherModel = new(RunOrigin.Backfill, Model: "n");
    private static readonly RunRequest OfFailure = new(RunOrigin.Backfill, RetryOf: Old);
    private static readonly RunRequest OfOtherFailure = new(RunOrigin.Backfill, RetryOf: New);

    private static IEnumerable<TestCaseData> Pairs() =>
    [
        Pair(OnDemand, OnDemand, true),
        Pair(Upload, OnDemand, true),
        Pair(OnDemand, Upload, false),
        Pair(Backfill, Upload, true),
        Pair(Forced, Forced, true),
        Pair(Upload, Forced, false),
        Pair(OfModel, Forced, false),
        Pair(Forced, OfModel, true),
        Pair(Forced, OfFailure, true),
        Pair(OfModel, OfModel, true),
        Pair(OfModel, Backfill, true),
        Pair(Backfill, OfModel, false),
        Pair(OfOtherModel, OfModel, false),
        Pair(OfFailure, OfFailure, true),
        Pair(OfFailure, Backfill, true),
        Pair(Backfill, OfFailure, false),
        Pair(OfOtherFailure, OfFailure, false),
    ];

    [TestCaseSource(nameof(Pairs))]
    public void A_run_covers_a_request_when_it_looks_past_as_much(object run, object other, bool covers) => Assert.That(((RunRequest)run).Covers((RunRequest)other), Is.EqualTo(covers));

    [Test]
    public void Each_way_in_has_its_name() => Assert.That(new[] { OnDemand, Upload, Backfill }.Select(request => request.OriginText), Is.EqualTo(new[] { "on_demand", "upload", "backfill" }));

    [TestCase(false, null, false, null, true)]
    [TestCase(false, null, true, null, false)]
    [TestCase(true, null, true, null, true)]
    [TestCase(true, null, false, null, true)]
    [TestCase(false, null, false, "m", true)]
    [TestCase(false, null, false, "n", false)]
    public void A_paid_answer_that_waits_is_one_to_a_request_that_looks_past_no_more(bool force, string? model, bool wantedForce, string? wantedModel, bool isOne)
    {
        var answers = new UnstoredAnswers();
        var key = new RunKey(1, "f");
        var answer = new ModelAnswer([], [], "m", null, null);
        answers.Set(key, new RunRequest(RunOrigin.Upload, force, model), answer);

        Assert.That(answers.TryGet(key, new RunRequest(RunOrigin.Upload, wantedForce, wantedModel), out var found), Is.EqualTo(isOne));
        Assert.That(found, isOne ? Is.SameAs(answer) : Is.Null);
    }

    private static TestCaseData Pair(RunRequest run, RunRequest other, bool covers) => new TestCaseData(run, other, covers).SetArgDisplayNames($"{run} for {other}", $"{covers}");
}
