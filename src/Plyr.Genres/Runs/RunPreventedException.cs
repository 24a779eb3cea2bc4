namespace Plyr.Genres.Runs;

/// <summary>
/// Thrown just before a run would be paid for, when the track has changed or another process has stored a result.
/// </summary>
internal sealed class RunPreventedException(RunOutcome outcome) : Exception("The run was not started.")
{
    public RunOutcome Outcome { get; } = outcome;
}
