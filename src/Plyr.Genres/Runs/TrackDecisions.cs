using Plyr.Genres.Classification;
using Plyr.Genres.Labels;
using Plyr.Genres.Options;
using Plyr.Genres.Tracks;

namespace Plyr.Genres.Runs;

/// <summary>Represents the result of an attempt to claim a run; both values are null when it succeeded.</summary>
/// <param name="Outcome">The outcome without a run.</param>
/// <param name="Other">The valid claim of another process.</param>
internal sealed record ClaimDecision(RunOutcome? Outcome, RunClaim? Other);

/// <summary>Decides what to write for a track as it is at the moment of the write. Pure and repeatable.</summary>
internal static class TrackDecisions
{
    /// <summary>How many runs may fail to fetch the audio of a file before the failure is recorded.</summary>
    private const int MaxAttempts = 3;

    // No process claims for longer than the maximum timeout. A later end was written by a wrong clock.
    private static readonly TimeSpan MaxClaim = PlyrGenresOptionsValidator.MaxTimeout + ClassificationRun.ClaimMargin;

    /// <summary>The expiry of a claim that a failed run released.</summary>
    private static readonly DateTimeOffset Released = DateTimeOffset.UnixEpoch;

    /// <summary>Claims a run, unless there is an outcome without one or another process's valid claim.</summary>
    public static (TrackChange? Change, ClaimDecision? Decided) Claim(
        Track track, RunClaim claim, RunOutcome? outcome, DateTimeOffset now)
    {
        if (outcome is not null)
            return (null, new ClaimDecision(outcome, null));
        var isClaimed = track.Extra.Claim is { } other
            && track.HasFile(other.FileId)
            && other.Until > now
            && other.Until - now <= MaxClaim;
        return isClaimed
            ? (null, new ClaimDecision(null, track.Extra.Claim))
            : (Change(TrackExtraKeys.Claim, ExtraJson.Write(claim)), new ClaimDecision(null, null));
    }

    /// <summary>Stores an answer and settles auto-tags, unless the track was forgotten or has other audio.</summary>
    public static (TrackChange? Change, RunOutcome? Decided) StoreAnswer(
        Track track, string fileId, ModelAnswer answer, RunClaim? claim, bool isForgotten, PlyrGenresOptions options)
    {
        if (Refuse(track, fileId, claim, isForgotten) is { } refused)
            return (ReleaseClaim(track, claim), refused);

        var model = answer.Classification.Model;
        if (model == TrackExtra.SimulatedModel && track.GenreState == GenreState.Fresh && !track.Extra.IsSimulated)
        {
            // A real model of another process answered in the meantime.
            return (ReleaseClaim(track, claim), RunOutcome.Fresh(track));
        }

        // The current name of the audio, which other systems compare with, even if the run was made under the other.
        fileId = track.FileId!;
        var extra = new Dictionary<string, string?>
        {
            [TrackExtraKeys.Predictions] = ExtraJson.Write(answer.Predictions),
            [TrackExtraKeys.PredictionsFileId] = ExtraJson.Write(fileId),
            [TrackExtraKeys.PredictionsModel] = model is null ? null : ExtraJson.Write(model),
            [TrackExtraKeys.LabelScores] =
                answer.Scores is null ? null : ExtraJson.Write(new LabelScoresJson(fileId, answer.Scores, model)),
            [TrackExtraKeys.Failure] = null,
            [TrackExtraKeys.Attempts] = null,
        };
        if (claim is not null || track.Extra.Claim?.Until == Released)
            extra[TrackExtraKeys.Claim] = null;
        var isReplacedSimulation = track.Extra.IsSimulated && model != TrackExtra.SimulatedModel;
        var status = answer.Predictions.Count == 0 ? ClassificationStatus.Empty : ClassificationStatus.Classified;
        var outcome = new RunOutcome(status) { Predictions = answer.Predictions };
        return AutoTagDecisions.Apply(track, fileId, answer.AutoTags, isReplacedSimulation, options, extra, outcome);
    }

    /// <summary>Settles pending auto-tags from stored predictions.</summary>
    public static (TrackChange? Change, RunOutcome? Decided) SettleStored(
        Track track, AutoTagPolicy policy, PlyrGenresOptions options)
    {
        if (!RunGate.HasAnswer(track, options))
            return (null, new RunOutcome(ClassificationStatus.Superseded));
        var outcome = RunOutcome.Fresh(track);
        if (!track.Extra.AutoTag)
            return (null, outcome);

        // Other systems write predictions too, with names that are not usable as tags.
        var usable = outcome.Predictions.Where(prediction => GenreName.UsableKeyOf(prediction.Name) is not null);
        var names = policy.Select([.. usable]);
        return AutoTagDecisions.Apply(
            track, track.FileId!, names, replacesOwn: false, options, [], outcome with { WasSettled = true });
    }

    /// <summary>Computes the predictions again from the kept scores, and writes only what that changes.</summary>
    public static (TrackChange? Change, RunOutcome? Decided) Renormalize(
        Track track, ConfiguredRules.Rules rules, bool reapplyAutoTags)
    {
        if (!RunGate.HasAnswer(track, rules.Options) || track.ScoresOfPredictions is not { } scores)
            return (null, new RunOutcome(ClassificationStatus.WithoutScores));
        var predictions = rules.Normalizer.Normalize(scores.ToLabels());
        var extra = new Dictionary<string, string?>();
        if (!predictions.SequenceEqual(track.Extra.Predictions!))
        {
            extra[TrackExtraKeys.Predictions] = ExtraJson.Write(predictions);
            extra[TrackExtraKeys.PredictionsFileId] = ExtraJson.Write(scores.FileId);
        }

        var change = new TrackChange { Extra = extra };
        var outcome = RunOutcome.Fresh(track) with { Predictions = predictions };
        if (reapplyAutoTags)
        {
            var names = rules.Policy.Select(predictions);
            (change, outcome) = AutoTagDecisions.Apply(
                track, scores.FileId, names, replacesOwn: true, rules.Options, extra, outcome);
        }

        var isUnchanged = change is { Extra.Count: 0, AddTags.Count: 0, RemoveTags.Count: 0 };
        return isUnchanged ? (null, outcome) : (change, outcome with { Status = ClassificationStatus.Renormalized });
    }

    /// <summary>Records a failure of the file, or counts one of its address, unless the audio was replaced.</summary>
    public static (TrackChange? Change, RunOutcome? Decided) StoreFailure(
        Track track,
        string fileId,
        RunOutcome failure,
        DateTimeOffset now,
        RunClaim? claim,
        bool isForgotten,
        PlyrGenresOptions options)
    {
        if (Refuse(track, fileId, claim, isForgotten) is { } refused)
        {
            var outcome = failure with { Status = refused.Status, Failure = null, WasForgotten = refused.WasForgotten };
            return (ReleaseClaim(track, claim), outcome);
        }

        // Expired, not removed: a process that waits takes a missing claim without a result as a forgotten track.
        fileId = track.FileId!;
        var extra = new Dictionary<string, string?>();
        if (claim is not null)
            extra[TrackExtraKeys.Claim] = ExtraJson.Write(claim with { Until = Released });
        if (!failure.Failure!.Value.IsRecorded())
            return (new TrackChange { Extra = extra }, failure);

        var isUnreachable = failure.Failure == GenreClassificationFailure.AudioUnreachable;
        var attempts = track.Extra.Attempts is { } former && track.HasFile(former.FileId) ? former.Count + 1 : 1;
        var isRecorded = track.HasFile(track.Extra.Failure?.FileId);
        if (isUnreachable && attempts < MaxAttempts && !isRecorded)
        {
            extra[TrackExtraKeys.Attempts] = ExtraJson.Write(new FailedAttempts(fileId, attempts));
            return (new TrackChange { Extra = extra }, failure);
        }

        failure = failure with { IsRecorded = true };
        var reason = failure.Failure.Value.ToText();
        extra[TrackExtraKeys.Failure] = ExtraJson.Write(new RecordedFailure(fileId, reason, now));
        extra[TrackExtraKeys.Attempts] = null;
        if (claim is not null)
            extra[TrackExtraKeys.Claim] = null;
        if (options.Replicate.Simulated || !track.Extra.IsSimulated)
            return (new TrackChange { Extra = extra }, failure);

        // The real model has no answer for this audio, so the simulator's answer and tags must not stay.
        extra[TrackExtraKeys.Predictions] = null;
        extra[TrackExtraKeys.PredictionsFileId] = null;
        extra[TrackExtraKeys.PredictionsModel] = null;
        extra[TrackExtraKeys.LabelScores] = null;
        extra[TrackExtraKeys.AutoTags] = null;
        return (new TrackChange { Extra = extra, RemoveTags = track.OwnTags }, failure);
    }

    /// <summary>Removes the library's keys and its own tags.</summary>
    public static TrackChange Forget(Track track) => new()
    {
        Extra = TrackExtraKeys.All.ToDictionary(key => key, _ => (string?)null),
        RemoveTags = track.OwnTags,
    };

    /// <summary>Returns the outcome of a run whose result must not be written; null when it may be.</summary>
    private static RunOutcome? Refuse(Track track, string fileId, RunClaim? claim, bool isForgotten)
    {
        // Without its claim, the track was forgotten in another process. With another claim, this one had expired.
        var isClaimLost = claim is not null && track.Extra.Claim != claim;
        isForgotten |= isClaimLost && track.Extra.Claim is null;
        return isForgotten || isClaimLost || !track.HasFile(fileId)
            ? new RunOutcome(ClassificationStatus.Superseded) { WasForgotten = isForgotten }
            : null;
    }

    private static TrackChange? ReleaseClaim(Track track, RunClaim? claim) =>
        claim is not null && track.Extra.Claim == claim ? Change(TrackExtraKeys.Claim, null) : null;

    private static TrackChange Change(string key, string? json) =>
        new() { Extra = new Dictionary<string, string?> { [key] = json } };
}
