using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Plyr.Genres.Host.Storage.Sqlite;
using Plyr.Genres.IntegrationTests.Host.Postgres;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>The host as a program: written beside, and loaded.</summary>
[TestFixture]
internal sealed class HostProcessTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Start() => _folder = new TemporaryFolder();

    [TearDown]
    public void Stop() => _folder.Dispose();

    [Test]
    public async Task Two_processes_write_the_same_database_without_meeting_a_lock()
    {
        using var host = await HostProcess.StartAsync(_folder.Path);
        var id = (await host.Api.UploadAsync(TestAudio.Wav(0))).Id();
        using var database = new SqliteDatabase(_folder.File("plyr-genres.db"));
        var store = new SqliteTrackExtraStore(
            database,
            new SqliteTrackRows(new NoHostedAudio(), NullLogger<SqliteTrackRows>.Instance),
            TimeProvider.System);

        var here = Enumerable.Range(0, 50).Select(
            writer =>
                Task.Run(() => store.UpdateAsync(id, _ => new TrackChange { AddTags = [$"tag {writer}"] }).AsTask()));
        var there = Enumerable.Range(1, 50).Select(
            number => host.Api.UploadAsync(TestAudio.Wav(number), $"Upload {number}"));
        await Task.WhenAll([.. here, .. there]);

        Assert.That((await host.Api.TrackAsync(id)).Tags(), Has.Length.EqualTo(50));
        Assert.That(
            (await host.Api.GetAsync("/tracks?take=200")).GetProperty("tracks").GetArrayLength(), Is.EqualTo(51));
    }

    [Test]
    public async Task Memory_does_not_grow_with_the_size_of_an_upload()
    {
        const long Size = 200_000_000;
        using var host = await HostProcess.StartAsync(_folder.Path, HostProgram.WithSmallHeap);
        await host.Api.UploadAsync(TestAudio.Wav(1));
        var before = host.PeakMemory;

        using var form = new MultipartFormDataContent { { new StringContent("Long"), "title" } };
        var file = new StreamContent(new EndlessTone(Size));
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "file",
            FileName = "long.wav",
        };
        form.Add(file);
        using var response = await host.Api.PostAsync(form);
        var track = await HostApi.JsonOf(response, System.Net.HttpStatusCode.Created);

        Assert.That(host.PeakMemory - before, Is.LessThan(60_000_000));
        using var head = await host.Api.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, $"/tracks/{track.Id()}/audio"));
        Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(Size));
    }

    [Test]
    public async Task Temporary_failure_is_logged_without_a_stack_trace()
    {
        await using var simulator = await ReplicateSimulator.StartAsync();
        simulator.Faults.Add(new Fault { Stage = FaultStage.Create, Times = -1, Status = 503 });
        using var host = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator));

        await host.Api.UploadAsync(TestAudio.Wav(1));
        var log = await Eventually.BecomesAsync(
            () => Task.FromResult(host.Log),
            text => text.Split("It will be retried.", StringSplitOptions.None).Length > 2,
            "a second try fails", TimeSpan.FromMinutes(1));

        Assert.That(log, Does.Contain("Replicate is unavailable").And.Not.Contain("   at ").And.Not.Contain("(null)"));
    }

    [Test]
    [Platform("Linux")]
    public async Task A_terminal_that_closes_stops_the_host_after_the_run_that_is_paid_for()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromSeconds(1) });
        using var host = await HostProcess.StartAsync(_folder.Path, HostProgram.Asking(simulator));
        await host.Api.UploadAsync(TestAudio.Wav(1));
        await Eventually.BecomesAsync(
            () => Task.FromResult(simulator.Ledger.PaidRuns.Count), paid => paid == 1, "the run is paid for");

        var code = await host.HangUpAsync();

        Assert.That(code, Is.Zero);
        using var database = new SqliteDatabase(_folder.File("plyr-genres.db"));
        using var connection = database.Open();
        Assert.That(connection.Scalar("SELECT extra FROM tracks"), Does.Contain("genre_predictions"));
    }
}
