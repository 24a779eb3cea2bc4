using System.Collections.Concurrent;
using System.Diagnostics;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>
/// Gives parsers many inputs and watches them: only documented exceptions, bounded memory, bounded time.
/// </summary>
/// <param name="seed">What the inputs are made from; the same seed makes the same inputs.</param>
/// <param name="workers">How many inputs are tried at once; it does not change which.</param>
internal sealed class Fuzzer(int seed, int workers)
{
    public const int UsualSeed = 20260102;

    /// <summary>
    /// How long one input may take. Usual are microseconds; a machine that stands still for seconds must not look like
    /// a hang.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public FuzzOutcome Run(FuzzTarget target, long inputs)
    {
        inputs = Math.Max(1, inputs / target.Share);
        var violations = new ConcurrentQueue<FuzzViolation>();
        var watch = Stopwatch.StartNew();
        var next = -1L;
        var all = Enumerable.Range(0, workers)
            .Select(_ => new FuzzWorker(target, seed, inputs, () => Interlocked.Increment(ref next), violations))
            .ToArray();
        Array.ForEach(all, worker => worker.Start());
        while (!Array.TrueForAll(all, worker => worker.Join(TimeSpan.FromSeconds(1))))
        {
            if (all.Select(worker => worker.InputLongerThan(Patience)).FirstOrDefault(input => input >= 0, -1) is not (
                >= 0 and var stuck))
                continue;
            violations.Enqueue(
                new FuzzViolation(
                    target.Name,
                    stuck,
                    FuzzInputs.Make(target, seed, stuck),
                    $"it did not end within {Patience.TotalSeconds:0} seconds"));
            break;
        }

        return new FuzzOutcome(
            target.Name, inputs, [.. violations.OrderBy(violation => violation.Input)], watch.Elapsed);
    }
}
