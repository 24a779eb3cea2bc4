using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;
using Plyr.Genres.StoreContract;
using Plyr.Genres.Tests.Tracks.Contract.Faults;

namespace Plyr.Genres.Tests.Tracks.Contract;

/// <summary>
/// A contract that no faulty store breaks proves nothing: each fault is noticed, under its own topic and no other.
/// </summary>
[TestFixture]
internal sealed class PlantedFaultTests
{
    private static IEnumerable<TestCaseData> Faults()
    {
        yield return Fault<CachingStore>(StoreTopics.Finding);
        yield return Fault<LostUpdateStore>(StoreTopics.Updating);
        yield return Fault<SwallowingStore>(StoreTopics.Updating);
        yield return Fault<WritingRefusalStore>(StoreTopics.Updating);
        yield return Fault<EveryAnswerStore>(StoreTopics.Updating);
        yield return Fault<OldDocumentStore>(StoreTopics.ForeignKeys);
        yield return Fault<OwnKeysOnlyStore>(StoreTopics.ForeignKeys, StoreTopics.Updating);
        yield return Fault<OldTagsStore>(StoreTopics.Tags, StoreTopics.Updating);
        yield return Fault<CaseSensitiveTagsStore>(StoreTopics.Tags);
        yield return Fault<CaseBlindRemovalStore>(StoreTopics.Tags);
        yield return Fault<OffsetPagesStore>(StoreTopics.Listing);
        yield return Fault<ShortPagesStore>(StoreTopics.Listing, StoreTopics.Filters);
        yield return Fault<ForgetfulFilterStore>(StoreTopics.Filters);
        yield return Fault<LooseIdsStore>(StoreTopics.Ids);
        yield return Fault<DeafStore>(StoreTopics.Cancellation);

        static TestCaseData Fault<TStore>(params string[] topics)
            where TStore : BrokenStore, new() =>
            new TestCaseData(typeof(BrokenStoreContract<TStore>), topics).SetName(
                $"{typeof(TStore).Name}_fails_in_{string.Join("_and_", topics)}");
    }

    [TestCaseSource(nameof(Faults))]
    public void A_planted_fault_is_noticed_under_its_topic(Type contract, string[] topics)
    {
        var results = ContractRun.Of(contract);

        var failed = results.Where(result => result.ResultState.Status == TestStatus.Failed).ToList();
        var names = string.Join("\n", failed.Select(result => $"{result.Name}: {result.Message}"));
        Assert.That(failed.SelectMany(Topics).Distinct(), Is.EquivalentTo(topics), names);
        Assert.That(
            results.Except(failed).Select(result => result.ResultState.Status),
            Is.All.EqualTo(TestStatus.Passed),
            "every other test ran and passed");
    }

    [Test]
    public void Without_a_fault_the_same_run_fails_nowhere()
    {
        var results = ContractRun.Of(typeof(InMemoryStoreContractTests));

        Assert.That(results, Has.Count.GreaterThan(100));
        Assert.That(results.Select(result => result.ResultState.Status), Is.All.EqualTo(TestStatus.Passed));
        Assert.That(
            results.Where(result => Topics(result).Count() != 1).Select(result => result.Name),
            Is.Empty,
            "every test stands under one topic");
    }

    private static IEnumerable<string> Topics(ITestResult result)
    {
        for (var test = result.Test; test is not null; test = test.Parent)
        {
            foreach (string topic in test.Properties[PropertyNames.Category])
                yield return topic;
        }
    }
}
