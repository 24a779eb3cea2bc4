using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>The backfill as a person starts it, against the ledger of what it would have cost.</summary>
[TestFixture]
internal sealed class BackfillCommandTests
{
    private const int Concurrency = 10;

    [Test]
    [Property("Rule", 28)]
    public async Task Of_a_thousand_tracks_exactly_the_eligible_ones_are_paid_for_once_each()
    {
        using var library = await SeededLibrary.ThousandTracksAsync();
        // A process for each recording would take most of the test's time.
        await using var simulator = await ReplicateSimulator.StartAsync(new SimulatorOptions { Ffprobe = null });

        var result = await RunAsync(simulator, library, "--json");

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
        Assert.That(Recordings.PaidFor(simulator), Is.EquivalentTo(Eligible(library)));
        var report = result.Json;
        Assert.Multiple(() =>
        {
            Assert.That(report.Text("end"), Is.EqualTo("finished"));
            Assert.That(report.GetProperty("asked").GetInt64(), Is.EqualTo(630));
            Assert.That(
                report.GetProperty("classified").GetInt64() + report.GetProperty("empty").GetInt64(), Is.EqualTo(630));
            Assert.That(report.GetProperty("settled").GetInt64(), Is.EqualTo(10));
            Assert.That(report.GetProperty("cost").GetDecimal(), Is.GreaterThan(0));
            Assert.That(
                library.Scalar("SELECT count(*) FROM tracks WHERE extra ->> 'genre_predictions_file_id' = file_id"),
                Is.EqualTo(930));
            Assert.That(
                library.Scalar("SELECT count(*) FROM tracks WHERE extra ->> 'theirs' = 1"), Is.EqualTo(390),
                "other keys are as they were");
            Assert.That(
                library.Scalar("SELECT count(*) FROM track_tags JOIN tags ON tag_id = id AND name = 'mine'"),
                Is.EqualTo(1000), "people's tags are as they were");
        });

        var again = await RunAsync(simulator, library, "--json");
        Assert.That(again.Json.GetProperty("eligible").GetInt64(), Is.Zero);
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(630), "a second one has nothing to pay for");
    }

    [Test]
    [Property("Rule", 27)]
    public async Task Two_backfills_at_once_pay_each_track_once()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 40));
        await using var simulator =
            await ReplicateSimulator.StartAsync(new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(50) });
        var results =
            await Task.WhenAll(RunAsync(simulator, library, "--json"), RunAsync(simulator, library, "--json"));

        Assert.That(
            results.Select(result => result.Code), Is.All.EqualTo(ExitCodes.Done), results[0].Error + results[1].Error);
        Assert.That(Recordings.PaidFor(simulator), Is.EquivalentTo(library.FilesOf("missing")));
    }

    [Test]
    [Platform("Linux")]
    public async Task Ctrl_C_starts_nothing_further_stores_what_is_in_flight_and_reports()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 300));
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(100), Ffprobe = null });
        using var command = HostCommand.Start(HostProgram.Asking(simulator), Arguments(library, "--json"));
        await Eventually.BecomesAsync(
            () => Task.FromResult(simulator.Ledger.PaidRuns.Count),
            paid => paid >= 20, "20 runs are paid for", TimeSpan.FromMinutes(2));
        await command.InterruptAsync();
        var result = await command.EndAsync();

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Interrupted), result.Error);
        Assert.That(result.Json.Text("end"), Is.EqualTo("canceled"));
        Assert.That(result.Error, Does.Contain("Interrupted. Run the command again to continue"));
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.LessThan(300));
        Assert.That(
            library.Scalar("SELECT count(*) FROM tracks WHERE extra ->> 'genre_predictions_file_id' = file_id"),
            Is.EqualTo(simulator.Ledger.PaidRuns.Count));
    }

    [Test]
    [Platform("Linux")]
    public async Task Second_Ctrl_C_ends_it_at_once()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 3));
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMinutes(5), Ffprobe = null });
        using var command = HostCommand.Start(HostProgram.Asking(simulator), Arguments(library));
        await Eventually.BecomesAsync(
            () => Task.FromResult(simulator.Ledger.RunsInFlight),
            runs => runs == 3, "the model works", TimeSpan.FromMinutes(1));

        await command.InterruptAsync();
        await command.InterruptAsync();
        var result = await command.EndAsync();

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Interrupted));
        Assert.That(
            result.Error,
            Does.Contain("Stopping. Runs in progress are finished").And.Contain("Ended immediately."));
    }

    [Test]
    public async Task Log_lines_of_tracks_are_for_verbose()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 2));
        await using var simulator = await ReplicateSimulator.StartAsync();

        var quiet = await RunAsync(simulator, library, "--limit", "1");
        var verbose = await RunAsync(simulator, library, "--verbose");

        Assert.Multiple(() =>
        {
            Assert.That(
                quiet.Error,
                Does.StartWith($"Looking for tracks in {library.Path}")
                    .And.Contain("\n1/1, ")
                    .And.Not.Contain("info:"));
            Assert.That(
                quiet.Output,
                Does.StartWith("1 track classified, ")
                    .And.Contain("\nThe model was asked for 1 track: ")
                    .And.EndWith("More tracks are left after the limit.\n"));
            Assert.That(verbose.Error, Does.Contain("Track 2 classified"));
        });
    }

    [Test]
    public async Task Other_models_classifies_again_what_another_model_predicted()
    {
        using var library = await SeededLibrary.CreateAsync(("fresh", 3), ("missing", 1), ("failed", 1));
        await using var simulator = await ReplicateSimulator.StartAsync();
        var environment = HostProgram.Asking(simulator);
        environment["PlyrGenres__Replicate__Simulated"] = "false";
        environment["PlyrGenres__Replicate__ModelVersion"] = "another";

        var all = await HostCommand.RunAsync(environment, Arguments(library, "--dry-run", "--other-models"));
        var some =
            await HostCommand.RunAsync(environment, Arguments(library, "--dry-run", "--other-models", "--limit", "2"));

        Assert.That(all.Output, Does.EndWith("4 tracks to do, for about $0.00076. The model was not asked.\n"));
        Assert.That(
            some.Output,
            Does.EndWith(
                "2 tracks to do, for about $0.00038. The model was not asked.\nMore tracks are left after the "
                + "limit.\n"));
    }

    [Test]
    [Property("Rule", 29)]
    public async Task A_dry_run_lists_the_tracks_and_the_cost_and_asks_nothing()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 3), ("fresh", 2), ("failed", 1));
        await using var simulator = await ReplicateSimulator.StartAsync();

        var lines = await RunAsync(simulator, library, "--dry-run");
        var json = await RunAsync(simulator, library, "--dry-run", "--json");

        Assert.That(lines.Output.TrimEnd().Split('\n'), Has.Length.EqualTo(4));
        Assert.That(lines.Output, Does.EndWith("3 tracks to do, for about $0.00057. The model was not asked.\n"));
        Assert.That(json.Json.GetProperty("tracks").GetArrayLength(), Is.EqualTo(3));
        Assert.That(json.Json.GetProperty("report").GetProperty("estimated_cost").GetDecimal(), Is.EqualTo(0.00057m));
        Assert.That(simulator.Ledger.Creates, Is.Zero);
    }

    [Test]
    public async Task Limit_and_after_take_up_a_part_and_retry_failures_takes_up_what_failed()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 6), ("failed", 2));
        await using var simulator = await ReplicateSimulator.StartAsync();

        var none = await RunAsync(simulator, library, "--limit", "0", "--json");
        var some = await RunAsync(simulator, library, "--limit", "2", "--json");
        var rest = await RunAsync(simulator, library, "--after", some.Json.GetProperty("last_id").ToString(), "--json");
        var failures = await RunAsync(simulator, library, "--retry-failures", "--json");

        Assert.That(
            new[] { none, some, rest, failures }.Select(result => result.Json.GetProperty("asked").GetInt64()),
            Is.EqualTo(new[] { 0, 2, 4, 2 }));
    }

    [Test]
    public async Task Tracks_that_fail_end_it_with_1_and_their_reasons()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 3));
        await using var simulator = await ReplicateSimulator.StartAsync();
        File.WriteAllText(
            Directory.GetFiles(System.IO.Path.Combine(library.Path, "audio"), "*", SearchOption.AllDirectories)[0],
            "no audio any more");

        var result = await RunAsync(simulator, library, "--json");

        Assert.That(result.Code, Is.EqualTo(ExitCodes.ClassificationFailed), result.Error);
        Assert.That(result.Json.GetProperty("failed").ToString(), Is.EqualTo("""{"audio_rejected":1}"""));
        Assert.That(result.Json.GetProperty("classified").GetInt64(), Is.EqualTo(2));
    }

    [Test]
    public async Task Failed_tracks_are_counted_with_a_remedy_and_not_logged_one_by_one()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 3));
        await using var simulator = await ReplicateSimulator.StartAsync();
        foreach (var file in library.FilesOf("missing").Take(2))
            File.Delete(System.IO.Path.Combine(library.Path, "audio", file[..2], file));

        var result = await RunAsync(simulator, library);
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Multiple(() =>
        {
            Assert.That(result.Code, Is.EqualTo(ExitCodes.ClassificationFailed), result.Error);
            Assert.That(result.Output, Does.Contain("2 failed (2 audio_unavailable)"));
            Assert.That(
                lines.Where(line => !line.Contains("/3, ", StringComparison.Ordinal)),
                Is.EqualTo(new[]
                {
                    $"Looking for tracks in {System.IO.Path.Combine(library.Path, "plyr-genres.db")}.",
                    "Genres come from Replicate, and each run is charged.",
                    "2 tracks failed. Run the command again to retry them; recorded failures also need "
                    + "--retry-failures.",
                }),
                "apart from the progress");
            Assert.That(
                library.Scalar("SELECT count(*) FROM tracks WHERE waiting_failure = 'audio_unavailable'"),
                Is.EqualTo(2),
                "the reasons are stored");
        });
    }

    [Test]
    public async Task A_failure_that_every_call_would_meet_ends_it_with_2_at_the_first()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 50));
        await using var simulator =
            await ReplicateSimulator.StartAsync(new SimulatorOptions { Token = "r8_the_right_one" });

        var environment = HostProgram.Asking(simulator);
        environment["REPLICATE_API_TOKEN"] = "r8_a_wrong_one";
        var result = await HostCommand.RunAsync(environment, Arguments(library, "--json"));

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Fatal), result.Error);
        Assert.That(result.Json.Text("stopped_by"), Is.EqualTo("authentication_failed"));
        Assert.That(
            result.Error,
            Does.EndWith(
                "Stopped: Replicate rejected the token. Set REPLICATE_API_TOKEN to a valid one. Then run the command "
                + "again; completed tracks are kept.\n").And.Not.Contain("r8_a_wrong_one"));
        Assert.That(simulator.Ledger.Creates, Is.LessThanOrEqualTo(Concurrency));
    }

    [Test]
    public async Task Switched_off_it_ends_with_3_and_touches_nothing()
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 1));
        await using var simulator = await ReplicateSimulator.StartAsync();
        var environment = HostProgram.Asking(simulator);
        environment["REPLICATE_ENABLED"] = "false";
        var result = await HostCommand.RunAsync(environment, Arguments(library, "--json"));
        Assert.That(result.Code, Is.EqualTo(ExitCodes.Usage), result.Error);
        Assert.That(result.Json.Text("end"), Is.EqualTo("disabled"));
    }

    private static IEnumerable<string> Eligible(SeededLibrary library) =>
        [.. library.FilesOf("stale"), .. library.FilesOf("missing")];

    private static Task<HostCommandResult> RunAsync(
        ReplicateSimulator simulator, SeededLibrary library, params string[] options) =>
        HostCommand.RunAsync(HostProgram.Asking(simulator), Arguments(library, options));

    private static string[] Arguments(SeededLibrary library, params string[] options) =>
        ["backfill", "--data", library.Path, "--concurrency", $"{Concurrency}", "--rate", "100000", .. options];
}
