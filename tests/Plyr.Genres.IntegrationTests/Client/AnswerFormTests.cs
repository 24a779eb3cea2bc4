using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Client;

/// <summary>The forms of answers.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class AnswerFormTests
{
    [Test]
    public async Task Answer_within_the_wait_needs_no_poll()
    {
        await using var client = await SimulatedClient.StartAsync();
        var classification = await client.Classifier.ClassifyAsync(client.Recording());
        Assert.Multiple(() =>
        {
            Assert.That(classification.Labels, Has.Count.EqualTo(400));
            Assert.That(classification.Labels[0].Label, Is.EqualTo("Blues---Boogie Woogie"), "the model's own order");
            Assert.That(classification.PredictTime, Is.Not.Null);
            Assert.That(classification.Model, Is.EqualTo("simulated"));
            Assert.That(client.Simulator.Ledger, Has.Property("Polls").EqualTo(0).And.Property("Creates").EqualTo(1));
        });
    }

    [Test]
    public async Task Processing_answer_with_output_is_used_and_its_billed_time_requested()
    {
        await using var client = await SimulatedClient.StartAsync(
            new SimulatorOptions { SyncAnswersProcessing = true });
        var classification = await client.Classifier.ClassifyAsync(client.Recording());
        Assert.That(classification, Has.Property("PredictTime").Not.Null);
        Assert.That(client.Simulator.Ledger.Polls, Is.EqualTo(1));
    }

    [Test]
    public async Task Answer_that_takes_longer_than_the_wait_is_polled()
    {
        var simulated = new ManualTime();
        await using var client = await SimulatedClient.StartAsync(
            new SimulatorOptions { TimeProvider = simulated, Latency = TimeSpan.FromSeconds(11) });

        var classifying = client.Classifier.ClassifyAsync(client.Recording());
        await Eventually.BecomesAsync(
            () =>
            {
                simulated.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(classifying.IsCompleted);
            },
            completed => completed,
            "the run is answered");
        var classification = await classifying;

        Assert.That(classification.Labels, Has.Count.EqualTo(400));
        Assert.That(
            client.Simulator.Ledger, Has.Property("Polls").GreaterThanOrEqualTo(1).And.Property("Creates").EqualTo(1));
        Assert.That(client.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Self_hosted_model_answers_with_a_data_URI_and_gets_no_version()
    {
        await using var client = await SimulatedClient.StartAsync(
            configure: (options, _) => (options.Replicate.SelfHosted, options.Replicate.ApiToken) = (true, null));
        var classification = await client.Classifier.ClassifyAsync(client.Recording());
        Assert.That(classification.Labels, Has.Count.EqualTo(400));
        Assert.That(client.Simulator.Ledger, Has.Property("CogRuns").EqualTo(1).And.Property("Downloads").EqualTo(0));
    }

    [Test]
    public async Task Busy_self_hosted_model_is_waited_for()
    {
        await using var client = await SimulatedClient.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMilliseconds(200), CogSlots = 1 },
            (options, _) => (options.Replicate.SelfHosted, options.Replicate.ApiToken) = (true, null));
        var both = await Task.WhenAll(
            client.Classifier.ClassifyAsync(client.Recording("one")),
            client.Classifier.ClassifyAsync(client.Recording("two")));
        Assert.That(both, Has.All.Property("Labels").Count.EqualTo(400));
    }

    [Test]
    public async Task Token_is_sent_to_the_API_and_not_to_the_second_origin()
    {
        await using var client = await SimulatedClient.StartAsync();
        await client.Classifier.ClassifyAsync(client.Recording());
        Assert.That(client.Simulator.Ledger.Downloads, Is.EqualTo(1));
        Assert.That(client.Simulator.Ledger.TokenLeaks, Is.Empty);
    }

    [Test]
    public async Task Redirect_of_the_output_is_followed_without_the_token()
    {
        await using var client = await SimulatedClient.StartAsync();
        client.Simulator.Faults.Add(
            new Fault
            {
                Stage = FaultStage.File,
                Redirect = new Uri(client.Simulator.FileOrigin, "elsewhere").ToString(),
            });
        await Assert.ThatAsync(
            () => client.Classifier.ClassifyAsync(client.Recording()), Throws.TypeOf<GenreClassificationException>());
        Assert.That(client.Simulator.Ledger.TokenLeaks, Is.Empty);
        Assert.That(client.Simulator.Ledger.Requests.Keys, Has.Some.EndsWith("/elsewhere"));
    }
}
