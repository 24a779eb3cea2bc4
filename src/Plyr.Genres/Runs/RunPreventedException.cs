namespace Plyr.Genres.Runs;

/// <summary>
/// Thrown just before a run would be paid for, when the track has changed or another process has stored a result.
/// </summary>
internal sealed class RunPreventedException(RunOutcome? outcome) : Exception("The run was not started.")
{
    /// <summary>Gets the outcome; null when the run must start again with the track as it is now.</summary>
    public RunOutcome? Outcome { get; } = outcome;
}
