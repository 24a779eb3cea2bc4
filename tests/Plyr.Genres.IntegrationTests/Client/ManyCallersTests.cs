using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>Any number of simultaneous callers share one run per track and file, and no write is lost.</summary>
[TestFixture]
internal sealed class ManyCallersTests
{
    private const int Callers = 10_000;
    private static readonly SimulatorOptions Slow = new() { Latency = TimeSpan.FromSeconds(1) };

    [TestCase(1, false)]
    [TestCase(100, false)]
    [TestCase(1, true)]
    [TestCase(100, true)]
    public async Task Ten_thousand_callers_pay_once_for_each_track(int tracks, bool everySecondLeaves)
    {
        await using var client = await SimulatedClient.StartAsync(Slow);
        for (var id = 0; id < tracks; id++)
            client.Put(id);
        using var leave = new CancellationTokenSource();
        var calls = Enumerable.Range(0, Callers)
            .Select(
                caller => client.Genres.RecommendTagsAsync(
                    caller % tracks,
                    cancellationToken: everySecondLeaves && caller / tracks % 2 == 1 ? leave.Token : default))
            .ToArray();
        await leave.CancelAsync();
        var answered = 0;
        foreach (var call in calls)
        {
            try
            {
                answered += (await call)!.Status == RecommendationStatus.Ready ? 1 : 0;
            }
            catch (OperationCanceledException) when (everySecondLeaves)
            {
                // He left, as every second one does.
            }
        }

        Assert.That(answered, Is.GreaterThanOrEqualTo(everySecondLeaves ? Callers / 2 : Callers));
        Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(tracks));
    }

    [Test]
    public async Task Audio_replaced_during_the_run_leaves_the_new_file_unclassified()
    {
        var time = new ManualTime();
        await using var client = await SimulatedClient.StartAsync(Slow with { TimeProvider = time });
        client.Put(1, file: "old");
        var asking = client.Genres.RecommendTagsAsync(1);
        await Eventually.BecomesAsync(
            () => Task.FromResult(client.Simulator.Ledger.PaidRuns.Count), paid => paid == 1, "the run is paid for");

        client.Put(1, file: "new");

        Assert.That((await AnswerAsync(asking, time))!.Status, Is.EqualTo(RecommendationStatus.Superseded));
        Assert.That((await client.Store.FindAsync(1))!.Extra.Predictions, Is.Null);
        var askingAgain = client.Genres.RecommendTagsAsync(1);
        Assert.That((await AnswerAsync(askingAgain, time))!.Status, Is.EqualTo(RecommendationStatus.Ready));
        Assert.That(
            client.Simulator.Ledger.PaidRuns.Select(run => run.AudioUrl),
            Has.Some.Contain("old").And.Some.Contain("new"));
    }

    [Test]
    public async Task Fifty_writers_and_fifty_classifications_lose_nothing()
    {
        const int Tracks = 10, Writers = 50, Rounds = 20;
        await using var client = await SimulatedClient.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(50) });
        for (var id = 0; id < Tracks; id++)
            client.Put(id, """{"auto_tag":true}""");
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                var key = $"key-{writer}-{round}";
                await client.Store.UpdateAsync((writer + round) % Tracks, _ => new TrackChange
                {
                    Extra = new Dictionary<string, string?> { [key] = $"{round}" },
                    AddTags = [$"tag-{writer}-{round}"],
                });
            }
        }));
        var classifying = Enumerable.Range(0, Writers).Select(number => client.Genres.ClassifyAsync(number % Tracks));
        await Task.WhenAll(writing.Concat<Task>(classifying));

        for (var id = 0; id < Tracks; id++)
        {
            var track = (await client.Store.FindAsync(id))!;
            var extra = JsonNode.Parse(client.Store.GetExtra(id)!)!.AsObject();
            var expected = (
                from writer in Enumerable.Range(0, Writers)
                from round in Enumerable.Range(0, Rounds)
                where (
                    writer + round) % Tracks == id
                select $"{writer}-{round}").ToArray();
            Assert.That(expected.Where(name => !extra.ContainsKey($"key-{name}")), Is.Empty);
            Assert.That(expected.Where(name => !track.Tags.Contains($"tag-{name}")), Is.Empty);
            Assert.That(track.Extra, Has.Property("Predictions").Not.Empty.And.Property("AutoTag").False);
            Assert.That(track.Extra.AutoTags!.Names, Is.SubsetOf(track.Tags));
        }

        Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(Tracks));
    }

    /// <summary>Lets the model work until a call is answered. Its work may begin after the call.</summary>
    private static async Task<T> AnswerAsync<T>(Task<T> call, ManualTime time)
    {
        await Eventually.BecomesAsync(
            () =>
            {
                time.Advance(Slow.Latency);
                return Task.FromResult(call.IsCompleted);
            },
            isCompleted => isCompleted,
            "the call is answered");
        return await call;
    }
}
