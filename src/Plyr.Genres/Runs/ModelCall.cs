using System.Globalization;
using Microsoft.Extensions.Logging;
using Plyr.Genres.Classification;
using Plyr.Genres.Diagnostics;
using Plyr.Genres.Options;

namespace Plyr.Genres.Runs;

/// <summary>Asks the classifier within the deadline, and converts its labels into what is stored.</summary>
internal sealed class ModelCall(
    IGenreClassifier classifier,
    ConfiguredRules rules,
    GenreTelemetry telemetry,
    TimeProvider time,
    ILogger logger)
{
    // The classifier's own deadline is preferred: its failure describes the last problem.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private volatile ModelProblem? _problem;

    /// <summary>Runs the model once, unless <paramref name="beforeRun"/>, called just before, throws.</summary>
    /// <exception cref="RunPreventedException"><paramref name="beforeRun"/> prevented the run.</exception>
    /// <exception cref="GenreClassificationException">There is no answer, whatever the classifier threw.</exception>
    /// <exception cref="OperationCanceledException">The container was disposed.</exception>
    public async Task<ModelAnswer> AskAsync(
        AudioSource audio,
        Func<CancellationToken, Task> beforeRun,
        RunRequest request,
        PlyrGenresOptions options,
        CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            var classification = await ClassifyAsync(audio, beforeRun, options, cancellationToken)
                .ConfigureAwait(false);
            _problem = null;
            var cost = CostOf(classification.PredictTime, options);
            var answer = ModelAnswer.Create(classification, rules.For(options), cost);
            Report(answer.Predictions.Count == 0 ? "empty" : "classified", classification.PredictTime, cost);
            return answer;
        }
        catch (GenreClassificationException exception)
        {
            _problem = ProblemAfter(exception, options);
            Report(exception.Failure.ToText(), exception.PredictTime, CostOf(exception, options));
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Report(GenreTelemetry.Abandoned, null, 0);
            throw;
        }

        void Report(string outcome, TimeSpan? billed, decimal cost) =>
            telemetry.RunEnded(outcome, request.Origin.ToText(), time.GetElapsedTime(start), billed, cost);
    }

    /// <summary>Gets the name of the model; null when the classifier does not name it.</summary>
    public string? Model => classifier.Model;

    /// <summary>Returns the state of the model as the last runs with these options found it.</summary>
    public GenreModelStatus GetStatus(PlyrGenresOptions options) =>
        _problem is { } problem && ReferenceEquals(problem.Options, options)
            ? problem.Status with { Enabled = options.Enabled }
            : new GenreModelStatus(options.Enabled);

    /// <summary>Returns whether a provider bills the runs and limits their rate.</summary>
    public bool IsBilled(PlyrGenresOptions options) => classifier is IPaidClassifier && !options.Replicate.SelfHosted;

    /// <summary>Estimates the cost of a run: of its billed time, or the usual one if it is not known.</summary>
    public decimal CostOf(TimeSpan? predictTime, PlyrGenresOptions options)
    {
        var isBilled = IsBilled(options);
        return predictTime is { } time
            ? (decimal)time.TotalSeconds
                * (options.Replicate.CostPerSecond ?? (isBilled ? PlyrGenresDefaults.CostPerSecond : 0))
            : options.Replicate.CostPerRun ?? (isBilled ? PlyrGenresDefaults.CostPerRun : 0);
    }

    /// <summary>Estimates the cost of a failed run: 0 where it is not billed or the time is not known.</summary>
    public decimal CostOf(GenreClassificationException exception, PlyrGenresOptions options) =>
        exception.PredictTime is not null || exception.RunSucceeded || exception.Failure.FollowsSuccessfulRun()
            ? CostOf(exception.PredictTime, options)
            : 0;

    private ModelProblem? ProblemAfter(GenreClassificationException exception, PlyrGenresOptions options)
    {
        var failure = exception.Failure;

        // These show nothing about the service, which did not answer or was not asked.
        var isAnswer = failure is not GenreClassificationFailure.InvalidInput || exception.StatusCode is not null;
        if (!isAnswer || failure is GenreClassificationFailure.TimedOut or GenreClassificationFailure.AudioUnavailable)
            return _problem;
        var isOfService = failure.AffectsEveryCall()
            || failure is GenreClassificationFailure.ServiceUnavailable or GenreClassificationFailure.RateLimited;
        if (!isOfService)
            return null;
        var since = _problem is { } former && former.Status.Failure == failure ? former.Status.Since : time.GetUtcNow();
        return new ModelProblem(new GenreModelStatus(options.Enabled, failure, exception.Message, since), options);
    }

    /// <summary>Calls the classifier, which may be the host's own, and may throw anything or never return.</summary>
    private async Task<GenreClassification> ClassifyAsync(
        AudioSource audio,
        Func<CancellationToken, Task> beforeRun,
        PlyrGenresOptions options,
        CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var isPrevented = false;
        try
        {
            var classification = await CallAsync().ConfigureAwait(false);
            if (classification?.Labels is null)
                throw new InvalidOperationException("The classifier returned no labels.");
            if (classification.Labels.Count > 0 && !classification.Labels.Any(label => label.IsUsable))
            {
                throw new GenreClassificationException(
                    GenreClassificationFailure.MalformedOutput,
                    "The classifier returned no score from 0 to 1. Fix the classifier, or convert its scores.");
            }

            return classification;
        }
        catch when (isPrevented)
        {
            // The track's store, not the classifier.
            throw;
        }
        catch (GenreClassificationException exception) when (Enum.IsDefined(exception.Failure))
        {
            throw;
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                throw TimedOut(options.Timeout, exception);
            throw new GenreClassificationException(
                GenreClassificationFailure.Canceled, "The classifier canceled the run. Retry later.", exception);
        }
        catch (ArgumentException exception)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.InvalidInput,
                $"The classifier does not accept the track's audio: {exception.Message}",
                exception);
        }
        catch (Exception exception)
        {
            Log.ClassifierThrew(logger, exception, audio.ToString());
            throw new GenreClassificationException(
                GenreClassificationFailure.ServiceUnavailable,
                $"The classifier threw an unexpected {exception.GetType().Name}. See the log, and fix the classifier.",
                exception);
        }

        async Task<GenreClassification> CallAsync()
        {
            // The Replicate client calls back itself, after an upload, and has a deadline that names the prediction.
            if (classifier is IPaidClassifier paid)
                return await paid.ClassifyAsync(audio, PrepareAsync, cancellationToken).ConfigureAwait(false);
            await PrepareAsync(cancellationToken).ConfigureAwait(false);
            if (!classifier.HasDeadline)
                deadline.CancelAfter(options.Timeout + Grace);
            return await classifier.ClassifyAsync(audio, linked.Token).WaitOrAbandonAsync(linked.Token)
                .ConfigureAwait(false);
        }

        async Task PrepareAsync(CancellationToken token)
        {
            try
            {
                await beforeRun(token).ConfigureAwait(false);
            }
            catch
            {
                isPrevented = true;
                throw;
            }
        }
    }

    private static GenreClassificationException TimedOut(TimeSpan timeout, Exception cause) => new(
        GenreClassificationFailure.TimedOut,
        string.Create(CultureInfo.InvariantCulture, $"The classifier gave no answer within {timeout.TotalSeconds:0.#} ")
        + "seconds. Retry later, or raise Timeout (REPLICATE_TIMEOUT_SECONDS).",
        cause);

    private sealed record ModelProblem(GenreModelStatus Status, PlyrGenresOptions Options);
}

/// <summary>Represents an answer that is paid for, in the form in which it is stored.</summary>
internal sealed record ModelAnswer(
    IReadOnlyList<GenrePrediction> Predictions,
    IReadOnlyList<string> AutoTags,
    byte[]? Scores,
    GenreClassification Classification,
    decimal Cost)
{
    public static ModelAnswer Create(GenreClassification classification, ConfiguredRules.Rules rules, decimal cost)
    {
        // From the scores as they are kept, so that renormalizing gives the same order of names.
        var scores = GenreLabelScores.Encode(classification.Labels);
        var labels = scores is null ? classification.Labels : GenreLabelScores.Decode(scores);
        var predictions = rules.Normalizer.Normalize(labels);
        var kept = rules.Options.KeepLabelScores ? scores : null;
        return new ModelAnswer(predictions, rules.Policy.Select(predictions), kept, classification, cost);
    }
}
