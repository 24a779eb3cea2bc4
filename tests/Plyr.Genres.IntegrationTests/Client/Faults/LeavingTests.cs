using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>Calls that are canceled, wherever the client is then.</summary>
[TestFixture, Category("faults"), Parallelizable(ParallelScope.All)]
internal sealed class LeavingTests
{
    [Test]
    public async Task Call_canceled_at_any_await_is_followed_only_by_the_cancel_of_its_run()
    {
        var steps = 1;
        while (await LeaveAsync(steps))
            steps++;
        Assert.That(steps, Is.GreaterThan(20), "a run with polls, retries and a download has many awaits");
    }

    [Test]
    public async Task Run_of_a_create_answered_after_the_deadline_is_canceled()
    {
        var time = new JumpingTime();
        var simulated = new ManualTime();
        await using var client = await SimulatedClient.StartAsync(
            new SimulatorOptions { TimeProvider = simulated, Latency = TimeSpan.FromMinutes(5) }, time: time);
        var classifying = client.Classifier.ClassifyAsync(client.Recording());
        await Eventually.BecomesAsync(
            () => Task.FromResult(client.Simulator.Ledger.PaidRuns.Count), paid => paid == 1, "the run has started");
        time.Advance(PlyrGenresDefaults.Timeout);
        var failure = await Assert.ThrowsAsync<GenreClassificationException>(() => classifying);
        Assert.That(failure!.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));

        await Eventually.BecomesAsync(
            () =>
            {
                simulated.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(client.Simulator.Ledger.RunsInFlight);
            },
            runs => runs == 0,
            "the run is cancelled");
        Assert.That(client.Simulator.Ledger, Has.Property("Cancels").EqualTo(1).And.Property("Creates").EqualTo(1));
        Assert.That(client.Simulator.Ledger.PaidRuns.Single().Status, Is.EqualTo("canceled"));
    }

    [Test]
    public async Task Disposing_the_container_cancels_the_run()
    {
        var time = new JumpingTime();
        await using var client = await SimulatedClient.StartAsync(time: time);
        client.Simulator.Faults.Add(Script.Pending);
        client.Simulator.Faults.Add(Script.Poll with { Delay = Script.Long, Times = -1 });
        time.Stop();
        var classifying = client.Classifier.ClassifyAsync(client.Recording());
        await Eventually.BecomesAsync(
            () => Task.FromResult(client.Simulator.Ledger.PaidRuns.Count), paid => paid == 1, "the run has started");
        await client.DisposeClientAsync();
        await Assert.ThatAsync(() => classifying, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(client.Simulator.Ledger.Cancels, Is.EqualTo(1));
    }

    /// <returns>Whether there was such a step.</returns>
    private static async Task<bool> LeaveAsync(int step)
    {
        using var leave = new CancellationTokenSource();
        var steps = new Footsteps(step, leave.Cancel);
        var time = new JumpingTime { Waiting = steps.Take };
        await using var client = await SimulatedClient.StartAsync(
            time: time, add: builder => builder.HttpClient.AddHttpMessageHandler(steps.Handler));
        Fault[] faults = [
            Script.Pending,
            Script.Poll with { Status = 503 },
            Script.State("processing"),
            Script.Download with { Status = 503 },
        ];
        Array.ForEach(faults, client.Simulator.Faults.Add);

        var classifying = client.Classifier.ClassifyAsync(client.Recording(), leave.Token);
        await Task.WhenAny(classifying);
        var ledger = client.Simulator.Ledger;
        var runMayGoOn = steps.Path is { } path && !path.StartsWith("/outputs/", StringComparison.Ordinal);
        await Eventually.BecomesAsync(
            () => Task.FromResult(ledger.Cancels),
            cancels => !classifying.IsCanceled || !runMayGoOn || cancels == 1,
            $"the run that was left at step {step} is cancelled");
        await Eventually.BecomesAsync(
            () => Task.FromResult(ledger.RequestsInFlight), open => open == 0, "all requests have ended");
        var before = ledger.Read();
        time.Stop();
        await client.DisposeClientAsync();

        var after = ledger.Read();
        Assert.That(
            classifying.IsCanceled || classifying.IsCompletedSuccessfully, $"step {step}: {classifying.Exception}");
        Assert.That(
            classifying.IsCanceled || steps.Count < step || !runMayGoOn,
            $"step {step}: a caller who left got an answer");
        Assert.That(after.Requests, Is.EqualTo(before.Requests), $"step {step}: nothing goes on after the end");
        Assert.That(
            after,
            Has.Property("Creates").LessThanOrEqualTo(1).And.Property("Cancels").LessThanOrEqualTo(1),
            $"step {step}");
        return steps.Count >= step;
    }
}
