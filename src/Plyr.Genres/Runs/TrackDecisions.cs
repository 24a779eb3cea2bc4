using Plyr.Genres.Classification;
using Plyr.Genres.Labels;
using Plyr.Genres.Options;
using Plyr.Genres.Tracks;

namespace Plyr.Genres.Runs;

/// <summary>
/// Represents what was decided about a claim: the outcome without a run, another process's claim, or neither: it was
/// taken.
/// </summary>
internal sealed record ClaimDecision(RunOutcome? Outcome, RunClaim? Other);

/// <summary>
/// Decides what to write for a track as it is at the moment of the write. Pure, so a store may repeat each decision.
/// </summary>
internal static class TrackDecisions
{
    /// <summary>How many runs may fail to fetch the audio of a file before the failure is recorded.</summary>
    private const int MaxAttempts = 3;

    // No process claims for longer than the maximum timeout. A later end was written by a wrong clock.
    private static readonly TimeSpan MaxClaim = PlyrGenresOptionsValidator.MaxTimeout + ClassificationRun.ClaimMargin;

    /// <summary>Claims a run, unless there is an outcome without one or another process's valid claim.</summary>
    public static (TrackChange? Change, ClaimDecision? Decided) Claim(
        Track track, RunClaim claim, RunOutcome? outcome, DateTimeOffset now)
    {
        if (outcome is not null)
            return (null, new ClaimDecision(outcome, null));
        var isClaimed = track.Extra.Claim is { } other
            && other.FileId == claim.FileId
            && other.Until > now
            && other.Until - now <= MaxClaim;
        return isClaimed
            ? (null, new ClaimDecision(null, track.Extra.Claim))
            : (Change(TrackExtraKeys.Claim, ExtraValues.Write(claim)), new ClaimDecision(null, null));
    }

    /// <summary>
    /// Stores an answer and settles pending auto-tags, in one write. Refuses when the track was forgotten or has other
    /// audio.
    /// </summary>
    public static (TrackChange? Change, RunOutcome? Decided) StoreAnswer(
        Track track, string fileId, ModelAnswer answer, RunClaim? claim, bool isForgotten, PlyrGenresOptions options)
    {
        isForgotten |= IsClaimLost(track, claim);
        if (isForgotten || !track.HasFile(fileId))
        {
            var refused = new RunOutcome(ClassificationStatus.Superseded) { WasForgotten = isForgotten };
            return (ReleaseClaim(track, fileId), refused);
        }

        var model = answer.Classification.Model;
        var extra = new Dictionary<string, string?>
        {
            [TrackExtraKeys.Predictions] = ExtraValues.Write(answer.Predictions),
            [TrackExtraKeys.PredictionsFileId] = ExtraValues.Write(fileId),
            [TrackExtraKeys.PredictionsModel] = model is null ? null : ExtraValues.Write(model),
            [TrackExtraKeys.LabelScores] = answer.Scores is { } scores
                ? ExtraValues.WriteLabelScores(fileId, model, scores)
                : null,
            [TrackExtraKeys.Failure] = null,
            [TrackExtraKeys.Claim] = null,
            [TrackExtraKeys.Attempts] = null,
        };
        var isReplacedSimulation = track.Extra.IsSimulated && model != TrackExtra.SimulatedModel;
        var status = answer.Predictions.Count == 0 ? ClassificationStatus.Empty : ClassificationStatus.Classified;
        var outcome = new RunOutcome(status) { Predictions = answer.Predictions };
        return SetAutoTags(track, fileId, answer.AutoTags, isReplacedSimulation, options, extra, outcome);
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
        var names = policy.Select([.. outcome.Predictions.Where(prediction => GenreName.IsUsable(prediction.Name))]);
        return SetAutoTags(
            track, track.FileId!, names, isReplacement: false, options, [], outcome with { WasSettled = true });
    }

    /// <summary>Computes the predictions again from the kept scores, and writes only what that changes.</summary>
    public static (TrackChange? Change, RunOutcome? Decided) Renormalize(
        Track track,
        GenreLabelNormalizer normalizer,
        AutoTagPolicy policy,
        bool reapplyAutoTags,
        PlyrGenresOptions options)
    {
        if (!RunGate.HasAnswer(track, options) || track.ScoresOfPredictions is not { } scores)
            return (null, new RunOutcome(ClassificationStatus.WithoutScores));
        var predictions = normalizer.Normalize(scores.ToLabels());
        var extra = new Dictionary<string, string?>();
        if (!predictions.SequenceEqual(track.Extra.Predictions!))
        {
            extra[TrackExtraKeys.Predictions] = ExtraValues.Write(predictions);
            extra[TrackExtraKeys.PredictionsFileId] = ExtraValues.Write(scores.FileId);
        }

        var change = new TrackChange { Extra = extra };
        var outcome = RunOutcome.Fresh(track) with { Predictions = predictions };
        if (reapplyAutoTags)
        {
            var names = policy.Select(predictions);
            (change, outcome) = SetAutoTags(track, scores.FileId, names, isReplacement: true, options, extra, outcome);
        }

        var isUnchanged = change is { Extra.Count: 0, AddTags.Count: 0, RemoveTags.Count: 0 };
        return isUnchanged ? (null, outcome) : (change, outcome with { Status = ClassificationStatus.Renormalized });
    }

    /// <summary>
    /// Records a failure of the file, or counts one of the audio's address. Refuses when the track has other audio.
    /// </summary>
    public static (TrackChange? Change, RunOutcome? Decided) StoreFailure(
        Track track,
        string fileId,
        RunOutcome failure,
        DateTimeOffset now,
        RunClaim? claim,
        bool isForgotten,
        PlyrGenresOptions options)
    {
        isForgotten |= IsClaimLost(track, claim);
        if (isForgotten || !track.HasFile(fileId))
        {
            var refused =
                failure with { Status = ClassificationStatus.Superseded, Failure = null, WasForgotten = isForgotten };
            return (ReleaseClaim(track, fileId), refused);
        }

        var extra = new Dictionary<string, string?> { [TrackExtraKeys.Claim] = null };
        var isUnreachable = failure.Failure == GenreClassificationFailure.AudioUnreachable;
        var attempts = track.Extra.Attempts?.FileId == fileId ? track.Extra.Attempts.Count + 1 : 1;
        var isRecorded = track.HasFile(track.Extra.Failure?.FileId);
        if (isUnreachable && attempts < MaxAttempts && !isRecorded)
        {
            extra[TrackExtraKeys.Attempts] = ExtraValues.Write(new FailedAttempts(fileId, attempts));
            return (new TrackChange { Extra = extra }, failure);
        }

        if (!isUnreachable && !failure.Failure!.Value.IsOfAudio())
            return (ReleaseClaim(track, fileId), failure);

        extra[TrackExtraKeys.Failure] = ExtraValues.Write(new RecordedFailure(fileId, failure.ToText(), now));
        extra[TrackExtraKeys.Attempts] = null;
        if (options.Replicate.Simulated || !track.Extra.IsSimulated)
            return (new TrackChange { Extra = extra }, failure);

        // The real model rejected the audio, so the simulator's answer and tags must not stay.
        foreach (var key in TrackExtraKeys.OfPredictions)
            extra[key] = null;
        return (new TrackChange { Extra = extra, RemoveTags = track.OwnTags }, failure);
    }

    /// <summary>Removes the library's keys and its own tags.</summary>
    public static TrackChange Forget(Track track) => new()
    {
        Extra = TrackExtraKeys.All.ToDictionary(key => key, _ => (string?)null),
        RemoveTags = track.OwnTags,
    };

    /// <summary>Removes the library's own tags and withdraws pending ones, and keeps the predictions.</summary>
    public static (TrackChange? Change, Track? Decided) RemoveAutoTags(Track track)
    {
        if (track.Extra is { AutoTag: false, AutoTags: null })
            return (null, track);
        var extra = new Dictionary<string, string?>
        {
            [TrackExtraKeys.AutoTag] = null,
            [TrackExtraKeys.AutoTags] = null,
        };
        return (new TrackChange { Extra = extra, RemoveTags = track.OwnTags }, track);
    }

    /// <summary>
    /// Adds the auto-tags to a write: when they are pending, or when those of other audio, of a simulator or of other
    /// settings are replaced.
    /// </summary>
    private static (TrackChange Change, RunOutcome Decided) SetAutoTags(
        Track track,
        string fileId,
        IReadOnlyList<string> names,
        bool isReplacement,
        PlyrGenresOptions options,
        Dictionary<string, string?> extra,
        RunOutcome outcome)
    {
        var recorded = track.Extra.AutoTags;
        isReplacement = recorded is not null && (isReplacement || !track.HasFile(recorded.FileId));
        if (!track.Extra.AutoTag && !isReplacement)
            return (new TrackChange { Extra = extra }, outcome with { Tags = track.Tags });

        var own = track.OwnTags;
        IReadOnlyList<string> removed = isReplacement ? [.. own.Except(names, StringComparer.Ordinal)] : [];
        var remaining = track.Tags.Except(removed, StringComparer.Ordinal).ToArray();
        var room = options.AutoTags.MaxTagsPerTrack - remaining.Length ?? int.MaxValue;
        var present = new TagNames(remaining);
        var wanted = isReplacement && own.Count == 0 && !track.Extra.AutoTag ? [] : names;
        var added = wanted
            .Where(name => !present.Contains(name))

            // A person took this name off, and it stays off.
            .Where(name => !isReplacement || !recorded!.Names.Contains(name, StringComparer.Ordinal))
            .Take(Math.Max(room, 0))
            .ToArray();

        // Names that a person took off stay recorded while the audio is the same, so that they stay off.
        var isSameFile = track.HasFile(recorded?.FileId);
        var kept = isReplacement && isSameFile ? recorded!.Names : own;
        string[] ownNow = [.. kept.Except(removed, StringComparer.Ordinal), .. added];
        if (track.Extra.AutoTag)
            extra[TrackExtraKeys.AutoTag] = null;
        if (!isSameFile || !recorded!.Names.SequenceEqual(ownNow))
        {
            extra[TrackExtraKeys.AutoTags] = ownNow.Length == 0
                ? null
                : ExtraValues.Write(new GenreAutoTags(fileId, ownNow));
        }

        var change = new TrackChange { Extra = extra, AddTags = added, RemoveTags = removed };
        return (change, outcome with { AddedTags = added, RemovedTags = removed, Tags = [.. remaining, .. added] });
    }

    /// <summary>Returns whether a run lost its claim, because the track was forgotten in another process.</summary>
    private static bool IsClaimLost(Track track, RunClaim? claim) => claim is not null && track.Extra.Claim is null;

    private static TrackChange? ReleaseClaim(Track track, string fileId) =>
        track.Extra.Claim?.FileId == fileId ? Change(TrackExtraKeys.Claim, null) : null;

    private static TrackChange Change(string key, string? json) =>
        new() { Extra = new Dictionary<string, string?> { [key] = json } };
}
