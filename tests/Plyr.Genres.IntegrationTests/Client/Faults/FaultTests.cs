using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>Each row of the table of faults: the outcome, the paid runs, and what is requested after the end.</summary>
[TestFixture, Category("faults"), Parallelizable(ParallelScope.All)]
internal sealed class FaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestCaseSource(typeof(CreateFaults), nameof(CreateFaults.Connections))]
    [TestCaseSource(typeof(CreateFaults), nameof(CreateFaults.Refusals))]
    [TestCaseSource(typeof(CreateFaults), nameof(CreateFaults.Limits))]
    [TestCaseSource(typeof(CreateFaults), nameof(CreateFaults.Answers))]
    [TestCaseSource(typeof(PollFaults), nameof(PollFaults.Answers))]
    [TestCaseSource(typeof(PollFaults), nameof(PollFaults.States))]
    [TestCaseSource(typeof(PollFaults), nameof(PollFaults.Cancels))]
    [TestCaseSource(typeof(PollFaults), nameof(PollFaults.Prices))]
    [TestCaseSource(typeof(OutputFaults), nameof(OutputFaults.Addresses))]
    [TestCaseSource(typeof(OutputFaults), nameof(OutputFaults.Downloads))]
    [TestCaseSource(typeof(OutputFaults), nameof(OutputFaults.Contents))]
    [TestCaseSource(typeof(UploadFaults), nameof(UploadFaults.Uploads))]
    [TestCaseSource(typeof(UploadFaults), nameof(UploadFaults.Sources))]
    [TestCaseSource(typeof(UploadFaults), nameof(UploadFaults.Ends))]
    public async Task Fault_ends_as_the_table_specifies(FaultRow row)
    {
        var time = new JumpingTime();
        await using var client = await SimulatedClient.StartAsync(
            new SimulatorOptions { FaultTime = time.OfPeer(row.Deadlines) }, row.Configure, time);
        var simulator = client.Simulator;
        var ledger = simulator.Ledger;
        if (row.IsUsedConnection)
            await client.Classifier.ClassifyAsync(client.Recording());
        foreach (var fault in row.Faults)
            simulator.Faults.Add(fault);
        if (row.Placed is { } placed)
            simulator.Faults.Add(placed(simulator));

        var (classification, failure) = await ClassifyAsync(client, row).WaitAsync(Patience);
        var requests = Requests(ledger);
        await Eventually.BecomesAsync(
            () => Task.FromResult(ledger.Read()),
            now =>
                now.PaidRuns.Count >= row.PaidRuns && now.Cancels >= row.Cancels && simulator.Files.Count <= row.Files,
            $"{row.PaidRuns} runs are paid, {row.Cancels} cancels requested and {row.Files} files left");

        // Whatever is still awaited in the background gets its time; then the clock stands, and disposal waits for what
        // is left.
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.BecomesAsync(
            () => Task.FromResult(ledger.RequestsInFlight), open => open == 0, "all requests have ended");
        time.Stop();
        await client.DisposeClientAsync().WaitAsync(Patience);

        var after = ledger.Read();
        TestContext.Out.WriteLine(failure?.Message ?? "It succeeds.");
        Assert.Multiple(() =>
        {
            Assert.That(failure?.Failure, Is.EqualTo(row.Expected), failure?.Message);
            Assert.That(classification?.Labels.Count, Is.EqualTo(row.Expected is null ? row.Labels : null));
            Assert.That(after.PaidRuns, Has.Count.EqualTo(row.PaidRuns), "paid runs");
            Assert.That(after.Creates, Is.EqualTo(row.Creates ?? after.Creates), "requests for a run");
            Assert.That(Requests(ledger), Is.EqualTo(requests), "nothing goes on after the end");
            Assert.That(after.Cancels, Is.EqualTo(row.Cancels), "cancels");
            Assert.That(simulator.Files, Has.Count.EqualTo(row.Files), "files that stay at the service");
            Assert.That(
                CancelledRuns(after),
                Is.SubsetOf(after.PaidRuns.Select(run => run.PredictionId)),
                "only the run's own cancel");
            Assert.That(after.TokenLeaks, Is.Empty);
            if (failure is not null)
                AssertReadable(failure);
        });
    }

    /// <summary>
    /// What an operator reads: whole sentences on one line that say what to do, without an address's query and without
    /// the token.
    /// </summary>
    private static void AssertReadable(GenreClassificationException failure)
    {
        Assert.That(
            failure.Message, Does.Match(@"^[A-Z].*[.](\.\.)?$").And.Not.Contain("\n").And.Not.Contain("Exception"));
        Assert.That(failure.Message, Has.Length.InRange(40, 800));
        Assert.That(failure.Message, Does.Match("(?i)retry|check|set |use |raise|classify"), "it says what to do");
        Assert.That(failure.ToString(), Does.Not.Contain(SimulatedClient.Token));
    }

    private static async Task<(GenreClassification? Classification, GenreClassificationException? Failure)>
        ClassifyAsync(SimulatedClient client, FaultRow row)
    {
        try
        {
            var audio = row.Audio?.Invoke() ?? client.Recording(seconds: row.RecordingSeconds);
            return (await client.Classifier.ClassifyAsync(audio), null);
        }
        catch (GenreClassificationException exception)
        {
            return (null, exception);
        }
    }

    /// <summary>The requests of the client, except those in the background: cancels and deletions.</summary>
    private static Dictionary<string, int> Requests(Ledger ledger) => ledger.Requests
        .Where(request => !request.Key.EndsWith("/cancel", StringComparison.Ordinal)
            && !request.Key.StartsWith("DELETE ", StringComparison.Ordinal)
            && !request.Key.Contains("/recordings/", StringComparison.Ordinal))
        .ToDictionary();

    private static IEnumerable<string> CancelledRuns(LedgerSnapshot ledger) => ledger.Requests.Keys
        .Where(request => request.EndsWith("/cancel", StringComparison.Ordinal))
        .Select(request => request.Split('/')[^2]);
}
