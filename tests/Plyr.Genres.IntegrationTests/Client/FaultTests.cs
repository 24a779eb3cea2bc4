using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>Each row of the table of faults: the outcome, what was paid, and that nothing goes on after the end but that run's cancel.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class FaultTests
{
    [TestCaseSource(typeof(FaultTable), nameof(FaultTable.Creating))]
    [TestCaseSource(typeof(FaultTable), nameof(FaultTable.Polling))]
    [TestCaseSource(typeof(FaultTable), nameof(FaultTable.Output))]
    public async Task A_fault_ends_as_the_table_says(FaultRow row)
    {
        await using var client = await SimulatedClient.StartAsync();
        foreach (var fault in row.Faults)
            client.Simulator.Faults.Add(fault);
        var failure = await ClassifyAsync(client);
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Failure, Is.EqualTo(row.Expected), failure?.Message);
            Assert.That(failure?.Message ?? "", Does.Not.Contain(SimulatedClient.Token));
        });
        var ledger = client.Simulator.Ledger;
        await Eventually.BecomesAsync(() => Task.FromResult(ledger.PaidRuns.Count), paid => paid == row.PaidRuns, $"{row.PaidRuns} runs are paid");
        await Eventually.BecomesAsync(() => Task.FromResult(ledger.RequestsInFlight), requests => requests == 0, "no request goes on");
        var before = ledger.Read();
        await client.DisposeAsync();
        Assert.That(before.Creates - before.PaidRuns.Count, Is.LessThanOrEqualTo(1), "one refused request at most comes before the run");
        Assert.That(before.TokenLeaks, Is.Empty);
    }

    [TestCase("http://127.0.0.1:1", "connection refused")]
    [TestCase("https://does-not-exist.invalid", "no such name")]
    public async Task An_address_that_can_not_be_reached_is_an_outage_and_nothing_is_paid(string address, string why)
    {
        await using var client = await SimulatedClient.StartAsync(configure: options => options.BaseAddress = new Uri(address));
        var failure = await ClassifyAsync(client);
        Assert.That(failure?.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable), why);
        Assert.That(client.Simulator.Ledger.Creates, Is.Zero);
    }

    [Test]
    public async Task A_TLS_failure_is_an_outage_at_once()
    {
        await using var client = await SimulatedClient.StartAsync(configure: options => options.BaseAddress = new Uri($"https://{options.BaseAddress.Authority}"));
        Assert.That((await ClassifyAsync(client))?.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
    }

    [Test]
    public async Task Silence_until_the_deadline_is_a_time_out_and_the_run_is_cancelled()
    {
        await using var client = await SimulatedClient.StartAsync(new() { Latency = TimeSpan.FromMinutes(10) }, options => options.Timeout = TimeSpan.FromSeconds(5));
        var failure = await ClassifyAsync(client);
        Assert.That(failure?.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        Assert.That(failure?.PredictionId, Is.Not.Null.And.EqualTo(client.Simulator.Ledger.PaidRuns.Single().PredictionId));
        await Eventually.BecomesAsync(() => Task.FromResult(client.Simulator.Ledger.Cancels), cancels => cancels == 1, "the run is cancelled");
    }

    [Test]
    public async Task A_caller_who_leaves_before_the_create_is_answered_leaves_no_run_behind()
    {
        await using var client = await SimulatedClient.StartAsync(new() { Latency = TimeSpan.FromSeconds(2) });
        using var leave = new CancellationTokenSource();
        var classifying = client.Classifier.ClassifyAsync(client.Simulator.Recording(), leave.Token);
        await Eventually.BecomesAsync(() => Task.FromResult(client.Simulator.Ledger.PaidRuns.Count), paid => paid == 1, "the run has started");
        await leave.CancelAsync();
        await Assert.ThatAsync(() => classifying, Throws.InstanceOf<OperationCanceledException>());
        await Eventually.BecomesAsync(() => Task.FromResult(client.Simulator.Ledger.RunsInFlight), runs => runs == 0, "the run has ended");
    }

    private static async Task<GenreClassificationException?> ClassifyAsync(SimulatedClient client)
    {
        try
        {
            await client.Classifier.ClassifyAsync(client.Simulator.Recording());
            return null;
        }
        catch (GenreClassificationException exception)
        {
            return exception;
        }
    }
}
