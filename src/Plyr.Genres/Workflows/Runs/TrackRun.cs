using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>What one run does: looks again, claims, asks the model, and stores what came of it.</summary>
internal sealed class TrackRun(
    TrackStore store,
    RunClaims claims,
    ModelCall model,
    FailureCooldowns cooldowns,
    UnstoredAnswers unstored,
    IOptionsMonitor<PlyrGenresOptions> monitor,
    TimeProvider time,
    GenreTelemetry telemetry,
    ILogger<TrackGenres> logger)
{
    public async Task<RunOutcome> ExecuteAsync(RunKey key, SharedRun run, ActivityContext caller, CancellationToken cancellationToken)
    {
        var settings = monitor.CurrentValue;
        var track = await store.FindAsync(key.TrackId, cancellationToken).ConfigureAwait(false);
        if (Prevent(track, key, run, settings) is { } outcome)
            return outcome;
        if (unstored.TryGet(key, run.Request, out var paid))
            return await StoreAsync(key, run, paid, settings, cancellationToken).ConfigureAwait(false);
        if (settings.ClaimRuns)
        {
            (outcome, track) = await claims.ClaimAsync(key, settings, found => Prevent(found, key, run, settings), cancellationToken).ConfigureAwait(false);
            if (outcome is not null)
                return outcome;
        }

        using var activity = telemetry.StartRun(caller, key.TrackId, run.Request.OriginText);
        try
        {
            outcome = await AskAsync(key, run, track!, settings, activity, cancellationToken).ConfigureAwait(false);
            activity?.SetTag(PlyrGenresDiagnostics.OutcomeTag, outcome.ToText());
            return outcome;
        }
        catch (Exception exception) when (GenreTelemetry.Threw(activity, exception))
        {
            throw;
        }
    }

    private async Task<RunOutcome> AskAsync(RunKey key, SharedRun run, Track track, PlyrGenresOptions settings, Activity? activity, CancellationToken cancellationToken)
    {
        ModelAnswer answer;
        try
        {
            answer = await model.AskAsync(track, run.Request, settings, cancellationToken).ConfigureAwait(false);
        }
        catch (GenreClassificationException exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error).SetTag(GenreTelemetry.ErrorType, FailureReason.ToText(exception.Failure)).SetTag(PlyrGenresDiagnostics.PredictionIdTag, exception.PredictionId);
            return await FailAsync(key, run, exception, settings, cancellationToken).ConfigureAwait(false);
        }

        activity?.SetTag(PlyrGenresDiagnostics.PredictionIdTag, answer.PredictionId);
        return await StoreAsync(key, run, answer, settings, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Why the model is not asked for the track as it is now, or null. Rule 26 looks here again just before sending.</summary>
    private RunOutcome? Prevent(Track? track, RunKey key, SharedRun run, PlyrGenresOptions settings)
    {
        var request = run.Request;
        if (track is null)
            return new RunOutcome(ClassificationStatus.NotFound);
        if (run.IsForgotten)
            return new RunOutcome(ClassificationStatus.Superseded) { WasForgotten = true };
        if (track.FileId != key.FileId)
            return new RunOutcome(ClassificationStatus.Superseded);
        if (request.IsMetBy(track))
            return RunOutcome.Fresh(track);
        if (!track.HasAudio)
            return new RunOutcome(ClassificationStatus.NoAudio);
        if (request.IsPreventedBy(track))
            return RunOutcome.Recorded(track);
        return !request.IgnoreCooldown && cooldowns.Find(key, settings) is { } failure
            ? new RunOutcome(ClassificationStatus.Failed) { Failure = failure }
            : null;
    }

    private async Task<RunOutcome> StoreAsync(RunKey key, SharedRun run, ModelAnswer answer, PlyrGenresOptions settings, CancellationToken cancellationToken)
    {
        var exists = false;
        TrackDecision? decision = null;
        bool written;
        try
        {
            written = await store.UpdateAsync(
                key.TrackId,
                track =>
                {
                    exists = true;
                    decision = run.IsForgotten ? null : TrackDecisions.StoreAnswer(track, key.FileId, answer, settings.AutoTags.MaxTagsPerTrack);
                    return decision?.Change ?? (settings.ClaimRuns ? TrackDecisions.ReleaseClaim(track, key.FileId) : null);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested || SharedRuns.IsDisposal(exception))
        {
            Log.AnswerLost(logger, key.TrackId, answer.PredictionId);
            throw;
        }
        catch (Exception exception)
        {
            // It is paid for: whoever asks next stores it.
            if (!run.IsForgotten)
                unstored.Set(key, run.Request, answer);
            Log.AnswerNotStored(logger, exception, key.TrackId);
            throw;
        }

        unstored.Remove(key);
        cooldowns.End(key);
        if (!written || decision is null)
        {
            telemetry.WriteRefused();
            Log.AnswerRefused(logger, key.TrackId);
            return Refused(run, exists) with { PredictTime = answer.PredictTime };
        }

        telemetry.TagsAdded(decision.AddedTags.Count);
        Log.TrackClassified(logger, key.TrackId, answer.Predictions.Count, decision.AddedTags.Count, decision.RemovedTags.Count, answer.PredictionId);
        return new RunOutcome(answer.Predictions.Count == 0 ? ClassificationStatus.Empty : ClassificationStatus.Classified)
        {
            Predictions = answer.Predictions,
            AddedTags = decision.AddedTags,
            RemovedTags = decision.RemovedTags,
            Tags = decision.Tags,
            WasAsked = true,
            PredictTime = answer.PredictTime,
        };
    }

    private async Task<RunOutcome> FailAsync(RunKey key, SharedRun run, GenreClassificationException exception, PlyrGenresOptions settings, CancellationToken cancellationToken)
    {
        Log.TrackFailed(logger, key.TrackId, exception.Failure, exception.Message, exception.PredictionId);
        var isOfTheAudio = FailureReason.IsOfTheAudio(exception.Failure);

        // In memory first: if the record can't be written, the next view must not pay to learn the same.
        cooldowns.Start(key, exception.Failure, exception.RetryAfter, settings);
        if (isOfTheAudio || settings.ClaimRuns)
        {
            var exists = false;
            var isOther = false;
            await store.UpdateAsync(
                key.TrackId,
                track =>
                {
                    exists = true;
                    isOther = track.FileId != key.FileId;
                    return isOfTheAudio && !run.IsForgotten
                        ? TrackDecisions.RecordFailure(track, key.FileId, exception.Failure, time.GetUtcNow())
                        : TrackDecisions.ReleaseClaim(track, key.FileId);
                },
                cancellationToken).ConfigureAwait(false);
            var isRefused = !exists || isOther || run.IsForgotten;
            if (isOfTheAudio || isRefused)
                cooldowns.End(key);
            if (isRefused)
                return Refused(run, exists);
        }

        return new RunOutcome(ClassificationStatus.Failed) { Failure = exception.Failure, RetryAfter = exception.RetryAfter, PredictionId = exception.PredictionId, WasAsked = true, WasForgotten = run.IsForgotten };
    }

    /// <summary>Rules 14 and 34: the track is gone, has other audio now, or was told to be forgotten.</summary>
    private static RunOutcome Refused(SharedRun run, bool exists) =>
        new(exists ? ClassificationStatus.Superseded : ClassificationStatus.NotFound) { WasAsked = true, WasForgotten = run.IsForgotten };
}
