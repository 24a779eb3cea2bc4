using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Plyr.Genres;

/// <summary>Asks the classifier, whichever it is, within the deadline, and turns its labels into what is stored.</summary>
internal sealed class ModelCall(IServiceScopeFactory scopes, TimeProvider time, GenreTelemetry telemetry, ILogger<TrackGenres> logger)
{
    // The classifier's own deadline is the better one: it knows the prediction, and what went wrong last.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <exception cref="GenreClassificationException">There is no answer, for whatever reason.</exception>
    /// <exception cref="OperationCanceledException">The container was disposed.</exception>
    /// <exception cref="ObjectDisposedException">So it was, and the classifier before us.</exception>
    public async Task<ModelAnswer> AskAsync(Track track, RunRequest request, PlyrGenresOptions settings, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            var answer = await ClassifyAsync(track, settings, cancellationToken).ConfigureAwait(false);
            Report(answer.Predictions.Count == 0 ? "empty" : "classified", answer.PredictTime, settings.Replicate.CostOf(answer.PredictTime));
            return answer;
        }
        catch (GenreClassificationException exception)
        {
            Report(FailureReason.ToText(exception.Failure), null, 0);
            throw;
        }
        catch (Exception exception) when (exception is OperationCanceledException || SharedRuns.IsDisposal(exception))
        {
            Report(GenreTelemetry.Abandoned, null, 0);
            throw;
        }

        void Report(string outcome, TimeSpan? billed, decimal cost) =>
            telemetry.RunEnded(outcome, request.OriginText, time.GetElapsedTime(start), billed, cost);
    }

    private async Task<ModelAnswer> ClassifyAsync(Track track, PlyrGenresOptions settings, CancellationToken cancellationToken)
    {
        // The classifier may be the host's own and scoped. No store is resolved from this scope, so nothing of one is held.
        var scope = scopes.CreateAsyncScope();
        await using var _ = scope.ConfigureAwait(false);

        // Before anything is paid: a host's own may fail to be made, and a container that goes meanwhile makes none any more.
        var normalizer = scope.ServiceProvider.GetRequiredService<GenreLabelNormalizer>();
        var policy = scope.ServiceProvider.GetRequiredService<AutoTagPolicy>();
        var classification = await HearAsync(scope.ServiceProvider, track, settings, cancellationToken).ConfigureAwait(false);
        var predictions = normalizer.Normalize(classification.Labels);
        var names = policy.Select(predictions);
        return new ModelAnswer(predictions, names, classification.Model, classification.PredictionId, classification.PredictTime);
    }

    /// <summary>Asks the classifier, which may be the host's own, and turns whatever it throws into a failure.</summary>
    private async Task<GenreClassification> HearAsync(IServiceProvider services, Track track, PlyrGenresOptions settings, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(settings.Timeout + Grace, time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        IGenreClassifier? classifier = null;
        try
        {
            classifier = services.GetRequiredService<IGenreClassifier>();
            var classification = await classifier.ClassifyAsync(track.Audio!, giveUp.Token).WaitAsync(giveUp.Token).ConfigureAwait(false);
            return classification is { Labels: not null } ? classification : throw new InvalidOperationException("The classifier answered without labels.");
        }
        catch (GenreClassificationException exception) when (Enum.IsDefined(exception.Failure))
        {
            throw;
        }
        catch (Exception exception) when (classifier is null && SharedRuns.IsDisposal(exception))
        {
            // The container is going.
            throw;
        }
        catch (OperationCanceledException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfContainerGoes();
            throw timeout.IsCancellationRequested
                ? new GenreClassificationException(GenreClassificationFailure.TimedOut, string.Create(CultureInfo.InvariantCulture, $"The classifier gave no answer within {settings.Timeout.TotalSeconds:0.#} seconds; try again later, or raise Timeout (REPLICATE_TIMEOUT_SECONDS)."), exception)
                : new GenreClassificationException(GenreClassificationFailure.Canceled, "The classifier cancelled the run by itself; try again later.", exception);
        }
        catch (ArgumentException exception) when (classifier is not null)
        {
            throw new GenreClassificationException(GenreClassificationFailure.InvalidInput, $"The classifier does not accept the track's audio URL: {exception.Message}", exception);
        }
        catch (Exception exception)
        {
            // A classifier of the host's own may throw anything. It must not break a page, and not be asked again at once.
            Log.ClassifierBroke(logger, exception, track.Id);
            throw new GenreClassificationException(GenreClassificationFailure.ServiceUnavailable, $"The classifier broke with {exception.GetType().Name}, which is a defect in it; its log entry says more.", exception);
        }
    }

    /// <summary>The container disposes what was made last first: the classifier, whose runs end with it, may go before us and our token.</summary>
    private void ThrowIfContainerGoes() => scopes.CreateScope().Dispose();
}
