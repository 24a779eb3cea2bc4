using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Client.Faults;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>The standard resilience handler, which repeats every request, also one that creates a run.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Category("faults")]
internal sealed class ResilienceTests
{
    private static IEnumerable<TestCaseData> Faults()
    {
        yield return new TestCaseData(Script.Accepted with { Reset = FaultReset.BeforeHeaders })
            .SetArgDisplayNames("reset");
        yield return new TestCaseData(Script.Accepted with { Reset = FaultReset.MidBody }).SetArgDisplayNames(
            "reset in the body");
        yield return new TestCaseData(Script.Accepted with { Status = 502, Body = "" }).SetArgDisplayNames("502");
    }

    [TestCaseSource(nameof(Faults))]
    public async Task Accepted_create_is_paid_for_once_under_the_handler_of_all_clients(Fault fault)
    {
        await using var client = await StartAsync(builder => builder.Services.ConfigureHttpClientDefaults(
            defaults => defaults.AddStandardResilienceHandler()));
        client.Simulator.Faults.Add(fault);

        var failure = await Assert.ThrowsAsync<GenreClassificationException>(
            () => client.Classifier.ClassifyAsync(client.Recording()));

        Assert.That(failure!.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(Faults))]
    public async Task Accepted_create_is_paid_for_once_under_the_handler_of_this_client(Fault fault)
    {
        await using var client = await StartAsync(builder => builder.HttpClient.AddStandardResilienceHandler());
        client.Simulator.Faults.Add(fault);

        await Assert.ThrowsAsync<GenreClassificationException>(
            () => client.Classifier.ClassifyAsync(client.Recording()));

        Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Rate_limit_is_waited_for_and_the_run_paid_for_once()
    {
        await using var client = await StartAsync(builder => builder.HttpClient.AddStandardResilienceHandler());
        client.Simulator.Faults.Add(Script.Refused(429));

        var classification = await client.Classifier.ClassifyAsync(client.Recording());

        Assert.That(classification.Labels, Has.Count.EqualTo(400));
        Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
    }

    private static Task<SimulatedClient> StartAsync(Action<PlyrGenresBuilder> add) =>
        SimulatedClient.StartAsync(time: new JumpingTime(), add: add);
}
