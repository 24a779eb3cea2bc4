namespace Plyr.Genres.Reliability.Soak;

/// <summary>What came of a run.</summary>
/// <param name="Operations">What people, requests and tasks did.</param>
/// <param name="PaidRuns">The runs that the model finished.</param>
/// <param name="Kills">The processes that were killed.</param>
/// <param name="Violations">What must not be, as sentences; empty when all promises held.</param>
internal sealed record SoakOutcome(long Operations, int PaidRuns, int Kills, IReadOnlyList<string> Violations)
{
    public override string ToString() =>
        $"{Operations:N0} operations, {PaidRuns:N0} paid runs, {Kills} kills, {Violations.Count} "
        + $"violations{string.Concat(Violations.Take(20).Select(violation => $"\n  {violation}"))}";
}
