using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Fuzzing;

namespace Plyr.Genres.Reliability;

/// <summary>Each parser of bytes from outside with many inputs; <c>PLYR_SEED</c> makes others.</summary>
[TestFixture, Category("fuzz")]
internal sealed class FuzzTests
{
    private static readonly int Seed = int.TryParse(
        Environment.GetEnvironmentVariable("PLYR_SEED"), out var seed) ? seed : Fuzzer.UsualSeed;

    [TestCaseSource(typeof(FuzzTargets), nameof(FuzzTargets.All))]
    public void Parser_survives_mutated_inputs(FuzzTarget target)
    {
        var outcome = new Fuzzer(Seed, Environment.ProcessorCount).Run(target, Effort.Of(100_000, 1_000_000));

        Figures.Add(
            $"fuzzing: {target}",
            $"{outcome.Inputs:N0} inputs in {outcome.Duration.TotalSeconds:0.0} s",
            $"{outcome.Violations.Count} violations");
        Assert.That(outcome.Violations, Is.Empty);
    }
}
