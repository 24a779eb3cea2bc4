using System.Diagnostics;
using Plyr.Genres.Classification;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Runs;

/// <summary>
/// Represents one run: reads the track again, claims it, asks the model, and stores the answer or records the failure.
/// </summary>
internal sealed class ClassificationRun(RunKey key, RunRequest request, RunServices services, ClassificationRuns runs)
{
    /// <summary>How much longer than the deadline a claim is valid.</summary>
    public static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ClaimPollInterval = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource<RunOutcome> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PlyrGenresOptions _options = services.Options.CurrentValue;
    private RunClaim? _claim;
    private volatile bool _isForgotten;

    public RunKey Key => key;

    public RunRequest Request => request;

    public Task<RunOutcome> Completion => _completion.Task;

    /// <summary>
    /// Gets whether the track was forgotten since the run began, so that it must not ask the model or store its answer.
    /// </summary>
    public bool IsForgotten => _isForgotten;

    public void Forget() => _isForgotten = true;

    public void Complete(RunOutcome outcome) => _completion.SetResult(outcome);

    public void Fail(Exception exception)
    {
        _completion.SetException(exception);

        // Marks it as observed: every caller may have left, and it was logged where it happened.
        _ = _completion.Task.Exception;
    }

    public async Task<RunOutcome> ExecuteAsync(ActivityContext caller, CancellationToken cancellationToken)
    {
        var track = await services.Store.FindAsync(key.TrackId, cancellationToken).ConfigureAwait(false);
        if (Check(track) is { } outcome)
            return outcome;
        if (runs.FindUnstored(key, request) is { } paid)
            return await StoreAsync(paid, wasAsked: false, cancellationToken).ConfigureAwait(false);
        return await services.Telemetry.TraceRunAsync(
            caller,
            key.TrackId,
            request.Origin.ToText(),
            activity => AskAsync(track!.Audio!, activity, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Returns null when the model may be asked for the track as it is now; otherwise the outcome.</summary>
    private RunOutcome? Check(Track? track)
    {
        if (track is null)
            return new RunOutcome(ClassificationStatus.NotFound);
        if (IsForgotten)
            return new RunOutcome(ClassificationStatus.Superseded) { WasForgotten = true };
        if (!track.HasFile(key.FileId))
            return new RunOutcome(ClassificationStatus.Superseded);
        return services.Gate.Check(track, request, _options);
    }

    private async Task<RunOutcome> AskAsync(AudioSource audio, Activity? activity, CancellationToken cancellationToken)
    {
        RunOutcome outcome;
        try
        {
            var answer = await services.Model
                .AskAsync(audio, token => PrepareAsync(audio, token), request, _options, cancellationToken)
                .ConfigureAwait(false);
            activity?.SetTag(PlyrGenresDiagnostics.PredictionIdTag, answer.Classification.PredictionId);
            outcome = await StoreAsync(answer, wasAsked: true, cancellationToken).ConfigureAwait(false);
        }
        catch (RunPreventedException prevented)
        {
            outcome = prevented.Outcome;
        }
        catch (GenreClassificationException exception)
        {
            GenreTelemetry.DescribeFailure(activity, exception);
            return await StoreFailureAsync(exception, cancellationToken).ConfigureAwait(false);
        }

        activity?.SetTag(PlyrGenresDiagnostics.OutcomeTag, outcome.ToText());
        return outcome;
    }

    /// <summary>Reads the track again, or claims it, just before the run is paid for.</summary>
    /// <exception cref="RunPreventedException">
    /// The track has changed, or another process has stored a result.
    /// </exception>
    private async Task PrepareAsync(AudioSource audio, CancellationToken cancellationToken)
    {
        if (_options.ClaimRuns)
        {
            await ClaimAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (audio.Url is null)
        {
            // The upload took time. A URL is sent right after the first read.
            var track = await services.Store.FindAsync(key.TrackId, cancellationToken).ConfigureAwait(false);
            if (Check(track) is { } outcome)
                throw new RunPreventedException(outcome);
        }
    }

    /// <summary>
    /// Claims the run for this process, or waits until another process has stored its result or lost its claim.
    /// </summary>
    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = services.Time.GetUtcNow();
            var claim = new RunClaim(key.FileId, now + _options.Timeout + ClaimMargin);
            var decision = await services.Store
                .UpdateAsync(
                    key.TrackId, track => TrackDecisions.Claim(track, claim, Check(track), now), cancellationToken)
                .ConfigureAwait(false);
            if (decision is null)
                throw new RunPreventedException(new RunOutcome(ClassificationStatus.NotFound));
            if (decision.Outcome is { } outcome)
                throw new RunPreventedException(outcome);
            if (decision.Other is not { } other)
            {
                _claim = claim;
                return;
            }

            Log.WaitingForClaim(services.Logger, key.TrackId, other.Until);
            await WaitForAsync(other, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitForAsync(RunClaim other, CancellationToken cancellationToken)
    {
        while (other.Until > services.Time.GetUtcNow())
        {
            await Task.Delay(ClaimPollInterval, services.Time, cancellationToken).ConfigureAwait(false);
            var track = await services.Store.FindAsync(key.TrackId, cancellationToken).ConfigureAwait(false);
            if (Check(track) is { } outcome)
                throw new RunPreventedException(outcome);
            if (track!.Extra.Claim != other)
                return;
        }
    }

    private async Task<RunOutcome> StoreAsync(ModelAnswer answer, bool wasAsked, CancellationToken cancellationToken)
    {
        RunOutcome? outcome;
        try
        {
            outcome = await services.Store.UpdateAsync(
                key.TrackId,
                track => TrackDecisions.StoreAnswer(track, key.FileId, answer, _claim, IsForgotten, _options),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (
            exception is ContainerDisposedException || cancellationToken.IsCancellationRequested)
        {
            Log.AnswerLost(services.Logger, key.TrackId, answer.Classification.PredictionId);
            throw;
        }
        catch (Exception exception)
        {
            if (!IsForgotten)
                runs.KeepUnstored(key, request, answer);
            Log.AnswerNotStored(services.Logger, exception, key.TrackId);
            throw;
        }

        runs.RemoveUnstored(key);
        services.Cooldowns.End(key);
        outcome ??= new RunOutcome(ClassificationStatus.NotFound);
        Report(outcome, answer);
        return outcome with
        {
            WasAsked = true,
            WasForgotten = outcome.WasForgotten || IsForgotten,
            PredictTime = wasAsked ? answer.Classification.PredictTime : null,
            Cost = wasAsked ? answer.Cost : 0,
        };
    }

    private void Report(RunOutcome outcome, ModelAnswer answer)
    {
        if (outcome.Status is not (ClassificationStatus.Classified or ClassificationStatus.Empty))
        {
            services.Telemetry.WriteRefused();
            Log.AnswerRefused(services.Logger, key.TrackId);
            return;
        }

        services.Telemetry.TagsAdded(outcome.AddedTags.Count);
        Log.TrackClassified(
            services.Logger,
            key.TrackId,
            answer.Predictions.Count,
            outcome.AddedTags.Count,
            outcome.RemovedTags.Count,
            answer.Classification.PredictionId ?? "unknown");
    }

    private async Task<RunOutcome> StoreFailureAsync(
        GenreClassificationException exception, CancellationToken cancellationToken)
    {
        Log.TrackFailed(services.Logger, key.TrackId, exception.Failure, exception.Message);

        // In memory first: if the record can't be written, the next request must not pay for the same failure.
        services.Cooldowns.Start(key, exception, _options);
        var failure = new RunOutcome(ClassificationStatus.Failed)
        {
            Failure = exception.Failure,
            RetryAfter = exception.RetryAfter,
            PredictionId = exception.PredictionId,
            PredictTime = exception.PredictTime,
            Cost = services.Model.CostOf(exception, _options),
            WasAsked = true,
            WasForgotten = IsForgotten,
        };
        var isWritten = exception.Failure.IsOfAudio()
            || exception.Failure == GenreClassificationFailure.AudioUnreachable;
        if (!isWritten && _claim is null)
            return failure;

        var now = services.Time.GetUtcNow();
        var outcome = await services.Store
            .UpdateAsync(
                key.TrackId,
                track => TrackDecisions.StoreFailure(track, key.FileId, failure, now, _claim, IsForgotten, _options),
                cancellationToken)
            .ConfigureAwait(false);
        outcome ??= failure with { Status = ClassificationStatus.NotFound, Failure = null };
        if (exception.Failure.IsOfAudio() || outcome.Status != ClassificationStatus.Failed)
            services.Cooldowns.End(key);
        return outcome;
    }
}
