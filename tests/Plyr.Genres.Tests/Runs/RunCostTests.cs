using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Runs;
using Plyr.Genres.Tests.Workflows;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Tests.Runs;

/// <summary>What a run is estimated to cost.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class RunCostTests
{
    [TestCase(true, false, true)]
    [TestCase(true, true, false)]
    [TestCase(false, false, false)]
    [TestCase(false, true, false)]
    public void Only_runs_on_Replicate_cost_anything_by_default(bool usesReplicate, bool selfHosted, bool isBilled)
    {
        using var provider = Build(usesReplicate);
        var model = provider.GetRequiredService<ModelCall>();
        var options = new PlyrGenresOptions { Replicate = { SelfHosted = selfHosted } };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(model.IsBilled(options), Is.EqualTo(isBilled));
            Assert.That(model.CostOf((TimeSpan?)null, options), Is.EqualTo(isBilled ? 0.00019m : 0));
            Assert.That(model.CostOf(TimeSpan.FromSeconds(2), options), Is.EqualTo(isBilled ? 0.0002m : 0));
        }
    }

    [Test]
    public void Configured_prices_apply_to_every_classifier([Values] bool usesReplicate, [Values] bool selfHosted)
    {
        using var provider = Build(usesReplicate);
        var model = provider.GetRequiredService<ModelCall>();
        var options = new PlyrGenresOptions
        {
            Replicate = { SelfHosted = selfHosted, CostPerRun = 0.5m, CostPerSecond = 0.01m },
        };

        Assert.That(model.CostOf((TimeSpan?)null, options), Is.EqualTo(0.5m));
        Assert.That(model.CostOf(TimeSpan.FromSeconds(2), options), Is.EqualTo(0.02m));
    }

    [TestCase(ModelFailed, null, false, 0)]
    [TestCase(ModelFailed, 2, false, 0.02)]
    [TestCase(TimedOut, null, true, 0.5)]
    [TestCase(MalformedOutput, null, false, 0.5)]
    [TestCase(OutputHostNotAllowed, null, false, 0.5)]
    [TestCase(OutputExpired, 2, false, 0.02)]
    public void Failed_run_costs_its_billed_time_or_that_of_a_run_that_succeeded(
        GenreClassificationFailure failure, int? seconds, bool runSucceeded, decimal cost)
    {
        using var provider = Build(usesReplicate: true);
        var options = new PlyrGenresOptions { Replicate = { CostPerRun = 0.5m, CostPerSecond = 0.01m } };
        var exception = new GenreClassificationException(failure, "It failed.")
        {
            PredictTime = seconds is { } billed ? TimeSpan.FromSeconds(billed) : null,
            RunSucceeded = runSucceeded,
        };

        Assert.That(provider.GetRequiredService<ModelCall>().CostOf(exception, options), Is.EqualTo(cost));
    }

    private static ServiceProvider Build(bool usesReplicate)
    {
        var builder = new ServiceCollection().AddPlyrGenres();
        if (!usesReplicate)
            builder.UseClassifier<FakeClassifier>();
        return builder.Services.BuildServiceProvider();
    }
}
