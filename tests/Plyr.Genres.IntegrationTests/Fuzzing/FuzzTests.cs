using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>
/// Each parser of bytes from outside with a few inputs; <c>tests/Plyr.Genres.Reliability</c> gives it many.
/// </summary>
[TestFixture, Category("fuzz")]
internal sealed class FuzzTests
{
    private const int Inputs = 2_000;

    [TestCaseSource(typeof(FuzzTargets), nameof(FuzzTargets.All))]
    public void A_parser_stands_what_it_is_given(FuzzTarget target)
    {
        var outcome = new Fuzzer(Fuzzer.UsualSeed, workers: 1).Run(target, Inputs);
        Assert.That(outcome.Violations, Is.Empty);
        Assert.That(outcome.Inputs, Is.EqualTo(Inputs / target.Share));
    }

    private static IEnumerable<FuzzTarget> Broken() =>
    [
        new("an exception that is not documented", () => _ => throw new InvalidOperationException("broken"), [1]),
        new("memory without bound", () => _ => GC.KeepAlive(new byte[10_000_000]), [1]),
    ];

    [TestCaseSource(nameof(Broken))]
    public void A_parser_that_does_not_stand_it_is_found(FuzzTarget target) =>
        Assert.That(new Fuzzer(1, workers: 2).Run(target, 100).Violations, Is.Not.Empty);

    [Test]
    public void The_same_seed_makes_the_same_inputs_however_many_workers_there_are()
    {
        var target = FuzzTargets.All[0];
        var input = FuzzInputs.Make(target, 7, 4711);
        Assert.That(FuzzInputs.Make(target, 7, 4711), Is.EqualTo(input));
        Assert.That(FuzzInputs.Make(target, 8, 4711), Is.Not.EqualTo(input));
    }

    [Test]
    public void A_seed_has_at_most_4_kB_but_for_one_full_output() =>
        Assert.That(
            FuzzTargets.All.SelectMany(target => target.Seeds).Where(seed => seed.Length > 4096), Has.Exactly(1).Items);
}
