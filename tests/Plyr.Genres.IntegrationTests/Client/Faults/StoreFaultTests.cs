using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>A store that fails at any step costs no second run and loses no data.</summary>
[TestFixture, Category("faults"), Parallelizable(ParallelScope.All)]
internal sealed class StoreFaultTests
{
    [Test]
    public async Task Exception_of_the_store_at_any_step_reaches_the_caller_and_costs_no_run(
        [Values("before it did anything", "after it did everything")] string when, [Values] bool claimRuns)
    {
        var step = 1;
        while (await FailAsync(step, when.StartsWith("after", StringComparison.Ordinal), claimRuns))
            step++;
        Assert.That(step, Is.GreaterThanOrEqualTo(claimRuns ? 5 : 4));
    }

    /// <returns>Whether there was such a step.</returns>
    private static async Task<bool> FailAsync(int step, bool afterwards, bool claimRuns)
    {
        var tracks = new InMemoryTrackExtraStore();
        var store = new ThrowingStore(tracks, step, afterwards);
        await using var client = await SimulatedClient.StartAsync(
            configure: (options, _) =>
                options.ClaimRuns = claimRuns, time: new JumpingTime(), add: builder => builder.UseTrackStore(store));
        tracks.Put(
            new Track { Id = 1, FileId = "a", Audio = client.Recording(), Tags = ["mine"] },
            """{"auto_tag":true,"foreign":[1,2]}""");

        Exception? failure = null;
        try
        {
            await client.Genres.ClassifyAsync(1);
        }
        catch (InvalidOperationException exception)
        {
            failure = exception;
        }

        if (failure is null)
            return false;
        Assert.That(failure, Is.SameAs(store.Failure), $"step {step}: the store's own exception reaches the caller");
        var again = await client.Genres.ClassifyAsync(1);
        Assert.That(
            again.Status, Is.AnyOf(ClassificationStatus.Classified, ClassificationStatus.AlreadyFresh), $"step {step}");
        Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1), $"step {step}");

        var track = (await tracks.FindAsync(1))!;
        var extra = JsonNode.Parse(tracks.GetExtra(1)!)!;
        Assert.Multiple(() =>
        {
            Assert.That(track.GenreState == GenreState.Fresh, $"step {step}");
            Assert.That(track.Extra, Has.Property("AutoTag").False.And.Property("Claim").Null, $"step {step}");
            Assert.That(track.Extra.AutoTags!.Names, Is.Not.Empty.And.SubsetOf(track.Tags), $"step {step}");
            Assert.That(track.Tags, Has.Member("mine"), $"step {step}");
            Assert.That(extra["foreign"]!.ToJsonString(), Is.EqualTo("[1,2]"), $"step {step}");
        });
        return true;
    }
}
