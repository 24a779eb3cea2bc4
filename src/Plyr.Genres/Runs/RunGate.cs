namespace Plyr.Genres.Runs;

/// <summary>Decides whether the model may be asked for a track now, and if not, why.</summary>
internal sealed class RunGate(FailureCooldowns cooldowns)
{
    /// <summary>Returns whether the stored predictions are an answer. A simulator's are not for a real model.</summary>
    public static bool HasAnswer(Track track, PlyrGenresOptions options) =>
        track.GenreState == GenreState.Fresh && (options.Replicate.Simulated || !track.Extra.IsSimulated);

    /// <summary>Returns null when the model may be asked for a track now; otherwise the outcome.</summary>
    public RunOutcome? Check(Track track, RunRequest request, PlyrGenresOptions options)
    {
        if (IsAnswered(track, request, options))
            return RunOutcome.Fresh(track);
        if (!options.Enabled)
            return new RunOutcome(ClassificationStatus.Disabled);
        if (!track.HasAudio)
            return new RunOutcome(ClassificationStatus.NoAudio);
        if (track.HasFile(track.Extra.Failure?.FileId) && !request.Force && track.Extra.Failure != request.RetryOf)
            return RunOutcome.Recorded(track.Extra.Failure!);
        if (!request.IgnoresCooldown && cooldowns.Find(RunKey.Of(track), options) is { } failure)
            return new RunOutcome(ClassificationStatus.Failed) { Failure = failure };
        return null;
    }

    private static bool IsAnswered(Track track, RunRequest request, PlyrGenresOptions options)
    {
        if (!HasAnswer(track, options))
            return false;

        // A simulator never replaces the answer of a real model, even when it is forced.
        if (options.Replicate.Simulated && !track.Extra.IsSimulated)
            return true;
        return !request.Force && (request.Model is null || request.Model == track.Extra.PredictionsModel);
    }
}
