using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Plyr.Genres.Classification;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Runs;

/// <summary>Represents one run: reads the track again, claims it, asks the model, stores the result.</summary>
internal sealed partial class ClassificationRun(
    RunKey key, RunRequest request, RunServices services, ClassificationRuns runs)
{
    private readonly TaskCompletionSource<RunOutcome> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PlyrGenresOptions _options = services.Options.CurrentValue;
    private RunClaim? _claim;
    private volatile bool _isForgotten;

    // The outcome once the model was asked, in case it can't be stored.
    private RunOutcome? _asked;

    public RunKey Key => key;
    public RunRequest Request => request;
    public Task<RunOutcome> Completion => _completion.Task;

    /// <summary>Gets whether the track was forgotten since the run began, so that no answer may be stored.</summary>
    public bool IsForgotten => _isForgotten;

    public void Forget() => _isForgotten = true;

    public void Complete(RunOutcome outcome) => _completion.SetResult(outcome);

    public void Fail(Exception exception)
    {
        if (_asked is not null)
        {
            // A backfill counts the run. Every other caller receives the exception.
            Complete(_asked with { StoreException = ExceptionDispatchInfo.Capture(exception) });
            return;
        }

        _completion.SetException(exception);

        // Marks it as observed: every caller may have left. One that cost an answer was logged where it happened.
        _ = _completion.Task.Exception;
    }

    public async Task<RunOutcome> ExecuteAsync(ActivityContext caller, CancellationToken cancellationToken)
    {
        while (true)
        {
            var track = await services.Store.FindAsync(key.TrackId, cancellationToken).ConfigureAwait(false);
            if (Check(track) is { } outcome)
                return outcome;
            if (runs.FindUnstored(key, request) is { } unstored)
            {
                _claim = unstored.Claim;
                return await StoreAsync(unstored.Answer, wasAsked: false, cancellationToken).ConfigureAwait(false);
            }

            var asked = await services.Telemetry.TraceRunAsync(
                caller,
                key.TrackId,
                request.Origin.ToText(),
                activity => AskAsync(track!.Audio!, activity, cancellationToken)).ConfigureAwait(false);
            if (asked is not null)
                return asked;
        }
    }

    /// <summary>Returns null when the model may be asked for the track as it is now; otherwise the outcome.</summary>
    private RunOutcome? Check(Track? track)
    {
        if (track is null)
            return new RunOutcome(ClassificationStatus.NotFound);
        if (IsForgotten)
            return RunOutcome.Forgotten;
        if (!track.HasFile(key.FileId))
            return new RunOutcome(ClassificationStatus.Superseded);
        return services.Gate.Check(track, request, _options);
    }

    /// <summary>Asks the model; returns null when it must start again with the track as it is now.</summary>
    private async Task<RunOutcome?> AskAsync(AudioSource audio, Activity? activity, CancellationToken cancellationToken)
    {
        RunOutcome? outcome;
        try
        {
            var answer = await services.Model
                .AskAsync(audio, token => ClaimOrReadAgainAsync(audio, token), request, _options, cancellationToken)
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
            var failure = exception.Failure.ToText();
            GenreTelemetry.Describe(activity, failure, failure);
            activity?.SetTag(PlyrGenresDiagnostics.PredictionIdTag, exception.PredictionId);
            return await StoreFailureAsync(exception, cancellationToken).ConfigureAwait(false);
        }

        activity?.SetTag(PlyrGenresDiagnostics.OutcomeTag, outcome?.ToText() ?? GenreTelemetry.Waited);
        return outcome;
    }

    private async Task<RunOutcome> StoreAsync(ModelAnswer answer, bool wasAsked, CancellationToken cancellationToken)
    {
        if (wasAsked)
        {
            _asked = new RunOutcome(ClassificationStatus.Failed)
            {
                WasAsked = true,
                PredictTime = answer.Classification.PredictTime,
                Cost = answer.Cost,
            };
        }

        RunOutcome? outcome;
        try
        {
            outcome = await services.Store.UpdateAsync(
                key.TrackId,
                track => TrackDecisions.StoreAnswer(track, key.FileId, answer, _claim, IsForgotten, _options),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is ContainerDisposedException || cancellationToken.IsCancellationRequested)
        {
            Log.AnswerLost(services.Logger, key.TrackId, answer.Classification.PredictionId);
            throw;
        }
        catch (Exception exception)
        {
            if (IsForgotten)
            {
                Log.AnswerRefused(services.Logger, key.TrackId);
            }
            else
            {
                runs.KeepUnstored(key, new UnstoredAnswer(request, answer, _claim));
                Log.AnswerNotStored(services.Logger, exception, key.TrackId);
            }

            throw;
        }

        runs.RemoveUnstored(key);
        services.Cooldowns.EndAfterAnswer(key);
        outcome ??= new RunOutcome(ClassificationStatus.NotFound);
        Report(outcome, answer);
        return outcome with
        {
            WasAsked = wasAsked,
            WasForgotten = outcome.WasForgotten || IsForgotten,
            PredictTime = _asked?.PredictTime,
            Cost = _asked?.Cost ?? 0,
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
        if (!exception.Failure.IsRecorded() && _claim is null)
            return failure;

        _asked = failure;
        var now = services.Time.GetUtcNow();
        var outcome = await services.Store.UpdateAsync(
            key.TrackId,
            track => TrackDecisions.StoreFailure(track, key.FileId, failure, now, _claim, IsForgotten, _options),
            cancellationToken).ConfigureAwait(false);
        outcome ??= failure with { Status = ClassificationStatus.NotFound, Failure = null };
        if (exception.Failure.IsOfAudio() || outcome.Status != ClassificationStatus.Failed)
            services.Cooldowns.End(key);
        return outcome;
    }
}
