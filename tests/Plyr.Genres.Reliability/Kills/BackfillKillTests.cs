using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Host.Commands;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.Reliability.Kills;

/// <summary>A backfill is killed in the middle and started again.</summary>
[TestFixture]
internal sealed class BackfillKillTests
{
    private const int Concurrency = 10;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);

    // The clock of the model, which stands still at the kill so that the backfill can't end before it.
    private readonly ManualTime _time = new();

    [Test]
    [Property("Rule", 31)]
    public async Task Restarted_backfill_pays_twice_only_for_the_runs_that_were_in_flight()
    {
        using var library = await SeededLibrary.ThousandTracksAsync();
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Latency = Latency, TimeProvider = _time, Ffprobe = null });
        var environment = HostProgram.Asking(simulator);
        // The killed one's claims end 15 seconds after this; the second one waits for them.
        environment["REPLICATE_TIMEOUT_SECONDS"] = "5";
        using (var killed = HostCommand.Start(environment, Arguments(library)))
        {
            await Eventually.BecomesAsync(
                () => AnswerAsync(() => simulator.Ledger.PaidRuns.Count),
                paid => paid >= 200,
                "200 runs are paid for",
                TimeSpan.FromMinutes(2));
            await killed.KillAsync();
        }

        await Eventually.BecomesAsync(
            () => AnswerAsync(() => simulator.Ledger.RequestsInFlight + simulator.Ledger.RunsInFlight),
            sum => sum == 0,
            "what was sent before the kill has ended");
        var before = simulator.Ledger.PaidRuns.Count;
        var stored = (long)library.Scalar(
            "SELECT count(*) FROM tracks WHERE extra ->> 'genre_predictions_file_id' = file_id")! - 300;
        var restarted = HostCommand.RunAsync(environment, Arguments(library));
        await Eventually.BecomesAsync(
            () => AnswerAsync(() => restarted.IsCompleted),
            isCompleted => isCompleted,
            "the restarted backfill has ended",
            TimeSpan.FromMinutes(4));
        var result = await restarted;

        var paid = Recordings.PaidFor(simulator);
        Figures.Add(
            "backfill", $"{paid.Distinct().Count()} tracks, killed after {before} runs", $"{paid.Length} runs paid");
        Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
        Assert.That(before, Is.LessThan(630), "it was killed in the middle");
        Assert.That(paid.Distinct(), Is.EquivalentTo([.. library.FilesOf("stale"), .. library.FilesOf("missing")]));
        Assert.That(before - stored, Is.InRange(0, Concurrency));
        Assert.That(
            paid,
            Has.Length.EqualTo(630 + before - stored),
            "paid twice is what was in flight at the kill, and nothing else");
    }

    /// <summary>Reads a value, and lets the runs end that are under way.</summary>
    private Task<T> AnswerAsync<T>(Func<T> read)
    {
        var value = read();
        _time.Advance(Latency);
        return Task.FromResult(value);
    }

    private static string[] Arguments(SeededLibrary library) =>
        ["backfill", "--data", library.Path, "--concurrency", $"{Concurrency}", "--rate", "100000", "--json"];
}
