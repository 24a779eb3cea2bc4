using System.Net.Http.Headers;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>
/// Recordings too large for a request, and a service that demands a token and reaches nothing of this machine, as
/// Replicate does.
/// </summary>
[TestFixture]
internal sealed class LargeUploadTests
{
    private const long SixtyMegabytes = 60_000_000;

    private TemporaryFolder _folder = null!;
    private ManualTime _time = null!;

    [SetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        _time = new ManualTime();
    }

    [TearDown]
    public void Stop() => _folder.Dispose();

    [Test]
    public async Task Sixty_megabytes_get_tags_and_take_no_memory_that_one_megabyte_did_not()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(new SimulatorOptions { IsRemote = true });
        using var host = await HostProcess.StartAsync(
            _folder.Path, HostProgram.Asking(simulator).Concat(HostProgram.WithSmallHeap).ToDictionary());
        await host.Api.SettledAsync(await UploadAsync(host.Api, 1_000_000));
        var before = host.PeakMemory;

        var track = await host.Api.SettledAsync(await UploadAsync(host.Api, SixtyMegabytes));
        var growth = host.PeakMemory - before;

        Assert.Multiple(() =>
        {
            Assert.That(track.State(), Is.EqualTo("fresh"));
            Assert.That(track.Tags(), Is.Not.Empty);
            Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(2));
            Assert.That(simulator.Ledger.Uploads, Is.EqualTo(2));
            Assert.That(growth, Is.LessThan(20_000_000));
        });
        await UploadsAreDeletedAsync(simulator);
    }

    [Test]
    public async Task Upload_of_a_run_that_fails_is_deleted()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(new SimulatorOptions { IsRemote = true });
        simulator.Faults.Add(new Fault { Stage = FaultStage.Model, Error = "Too short", Times = -1 });
        using var host = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator));

        await UploadAsync(host.Api, 1_000_000);
        await Eventually.BecomesAsync(
            () => Task.FromResult(simulator.Ledger), ledger => ledger is { PaidRuns.Count: > 0, RunsInFlight: 0 },
            "the run has failed");

        await UploadsAreDeletedAsync(simulator);
    }

    [Test]
    public async Task Upload_for_a_caller_who_has_left_is_deleted_and_the_paid_answer_is_kept()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { IsRemote = true, Latency = TimeSpan.FromSeconds(5), TimeProvider = _time });
        using var host = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator));
        // Forgotten, so that only the editor's question asks the model.
        var id = await UploadAsync(host.Api, 1_000_000);
        await RunsAsync(simulator);
        _time.Advance(TimeSpan.FromSeconds(5));
        await host.Api.SettledAsync(id);
        using var forgotten = await host.Api.Http.DeleteAsync($"/tracks/{id}/genres");
        using var leaving = new CancellationTokenSource();
        var asking = host.Api.Http.GetAsync($"/tracks/{id}/recommended-tags", leaving.Token);
        await RunsAsync(simulator);

        await leaving.CancelAsync();
        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
        _time.Advance(TimeSpan.FromSeconds(5));

        await UploadsAreDeletedAsync(simulator);
        await Eventually.BecomesAsync(
            () => host.Api.TrackAsync(id), track => track.State() == "fresh", "the answer is stored");
        Assert.That(simulator.Ledger.PaidRuns, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Upload_of_a_host_that_was_killed_expires()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { IsRemote = true, Latency = TimeSpan.FromSeconds(5), TimeProvider = _time });
        using var host = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator));
        await UploadAsync(host.Api, 1_000_000);
        await RunsAsync(simulator);

        host.Kill();
        Assert.That(simulator.Files, Has.Count.EqualTo(1));
        _time.Advance(TimeSpan.FromHours(24));

        Assert.That(simulator.Files, Is.Empty);
    }

    private static async Task<long> UploadAsync(HostApi api, long size)
    {
        var file = new StreamContent(new EndlessTone(size));
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "file",
            FileName = "long.wav",
        };
        using var form = new MultipartFormDataContent { { new StringContent("true"), "auto_tag" }, file };
        using var response = await api.PostAsync(form);
        return (await HostApi.JsonOf(response, System.Net.HttpStatusCode.Created)).Id();
    }

    private static async Task RunsAsync(ReplicateSimulator simulator) => await Eventually.BecomesAsync(
        () => Task.FromResult(simulator.Ledger.RunsInFlight), runs => runs == 1, "the model works");

    private static async Task UploadsAreDeletedAsync(ReplicateSimulator simulator) => await Eventually.BecomesAsync(
        () => Task.FromResult(simulator.Files), files => files.Count == 0, "the uploads are deleted");
}
