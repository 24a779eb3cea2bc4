using NUnit.Framework;
using Plyr.Genres.Classification;
using Plyr.Genres.Runs;

namespace Plyr.Genres.Tests.Runs;

/// <summary>Whether a run for one request answers another one.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class RunRequestTests
{
    private static readonly RecordedFailure Old = new("f", "audio_rejected", DateTimeOffset.UnixEpoch);
    private static readonly RecordedFailure New = Old with { At = DateTimeOffset.UnixEpoch.AddDays(1) };

    private static readonly RunRequest OnDemand = new(RunOrigin.OnDemand);
    private static readonly RunRequest Upload = new(RunOrigin.Upload);
    private static readonly RunRequest Forced = new(RunOrigin.Upload) { Force = true };
    private static readonly RunRequest Backfill = new(RunOrigin.Backfill);
    private static readonly RunRequest OfModel = new(RunOrigin.Backfill) { Model = "m" };
    private static readonly RunRequest OfOtherModel = new(RunOrigin.Backfill) { Model = "n" };
    private static readonly RunRequest OfFailure = new(RunOrigin.Backfill) { RetryOf = Old };
    private static readonly RunRequest OfOtherFailure = new(RunOrigin.Backfill) { RetryOf = New };

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
    public void A_run_covers_a_request_when_it_ignores_as_much(object run, object other, bool covers) =>
        Assert.That(((RunRequest)run).Covers((RunRequest)other), Is.EqualTo(covers));

    [Test]
    public void Each_origin_has_its_text()
    {
        var texts = new[] { OnDemand, Upload, Backfill }.Select(request => request.Origin.ToText());

        Assert.That(texts, Is.EqualTo(new[] { "on_demand", "upload", "backfill" }));
    }

    private static TestCaseData Pair(RunRequest run, RunRequest other, bool covers) =>
        new TestCaseData(run, other, covers).SetArgDisplayNames($"{run} for {other}", $"{covers}");
}
