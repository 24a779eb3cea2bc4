using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace Plyr.Genres.Tests.Workflows.Backfill;

/// <summary>What options are refused, and what a backfill says before it starts.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class BackfillOptionsTests
{
    private const string NoModel =
        "Renormalize asks the model for no track. Leave Limit, RetryFailures and OtherModelVersions out.";

    private static IEnumerable<TestCaseData> Refused() =>
    [
        Case(new BackfillOptions { Limit = -1 }, "Limit must be 0 or more, or not set."),
        Case(new BackfillOptions { Concurrency = 0 }, "Concurrency must be 1 or more."),
        Case(new BackfillOptions { RunsPerMinute = 0 }, "RunsPerMinute must be 1 or more, or not set."),
        Case(
            new BackfillOptions { After = default(TrackId) },
            "After is the default track id, which identifies no track. Set an id, or leave it out."),
        Case(new BackfillOptions { Renormalize = true, Limit = 1 }, NoModel),
        Case(new BackfillOptions { Renormalize = true, RetryFailures = true }, NoModel),
        Case(new BackfillOptions { Renormalize = true, OtherModelVersions = true }, NoModel),
        Case(
            new BackfillOptions { ReapplyAutoTags = true },
            "ReapplyAutoTags is for renormalizing. Set Renormalize too."),
    ];

    [TestCaseSource(nameof(Refused))]
    public async Task An_option_outside_its_range_is_refused_in_a_sentence(BackfillOptions options, string sentence)
    {
        await using var flow = new Flow();
        await Assert.ThatAsync(
            () => flow.Backfill().RunAsync(options),
            Throws.InstanceOf<ArgumentException>().With.Message.StartsWith(sentence));
        Assert.That(
            () => flow.Backfill().ListAsync(options),
            Throws.InstanceOf<ArgumentException>().With.Message.StartsWith(sentence));
    }

    [Test]
    public async Task Options_that_are_null_are_refused_by_name()
    {
        await using var flow = new Flow();
        await Assert.ThatAsync(
            () => flow.Backfill().RunAsync(null!),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("options"));
        Assert.That(
            () => flow.Backfill().ListAsync(null!),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("options"));
    }

    [Test]
    public async Task Other_models_are_refused_with_a_classifier_that_does_not_name_its_model()
    {
        await using var flow = new Flow();
        flow.Classifier.Model = null;
        var options = new BackfillOptions { OtherModelVersions = true };

        await Assert.ThatAsync(() => flow.Backfill().RunAsync(options), Refused());
        Assert.That(() => flow.Backfill().ListAsync(options), Refused());

        static IResolveConstraint Refused() => Throws.ArgumentException.With.Message.StartsWith(
            "The classifier does not name its model, so tracks of other models can't be found. Implement "
            + "IGenreClassifier.Model, or leave OtherModelVersions out.")
            .And.Property("ParamName").EqualTo("options");
    }

    [TestCase(null, null, false, 5)]
    [TestCase(null, 2, false, 2)]
    [TestCase(2, null, false, 3)]
    [TestCase(null, null, true, 6)]
    public async Task The_total_is_what_the_options_leave_to_do(int? after, int? limit, bool retryFailures, int total)
    {
        await using var flow = new Flow();
        flow.PutMissing(1, 5);
        flow.Put(
            """{"genre_classification_failure":{"file_id":"a","reason":"audio_rejected","at":"2026-01-01T00:00:"""
            + """00Z"}}""",
            id: 6);
        flow.Put(Flow.Stored("a"), id: 7);
        var told = new Told();
        await flow.Backfill().RunAsync(
            new BackfillOptions
            {
                RunsPerMinute = int.MaxValue,
                After = after is { } id ? new TrackId(id) : (TrackId?)null,
                Limit = limit,
                RetryFailures = retryFailures,
            },
            told);
        Assert.That(told.Steps.Select(step => step.Total), Is.Not.Empty.And.All.EqualTo(total));
    }

    private static TestCaseData Case(BackfillOptions options, string sentence) =>
        new TestCaseData(options, sentence).SetArgDisplayNames(sentence);
}
