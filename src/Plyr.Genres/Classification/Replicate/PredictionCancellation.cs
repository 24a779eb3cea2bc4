using Microsoft.Extensions.Logging;

using Plyr.Genres.Diagnostics;

namespace Plyr.Genres;

/// <summary>Cancels a run that was given up, in the background and with a short deadline of its own.</summary>
internal sealed class PredictionCancellation(HttpClient http, ReplicateRequests requests, ReplicateFailures failures, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task CancelAsync(string predictionId, string reason)
    {
        Log.PredictionCanceled(logger, predictionId, reason);
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var status = await new RepeatableRequests(http, failures, new Deadline(Patience, time), time, logger).SendAsync(
                "Cancelling the prediction",
                () => requests.Cancel(predictionId),
                (response, _) => Task.FromResult(response.StatusCode),
                predictionId,
                patience.Token).ConfigureAwait(false);
            if ((int)status >= 400)
                Log.CancelFailed(logger, predictionId, $"HTTP {(int)status}");
        }
        catch (Exception exception) when (exception is GenreClassificationException or OperationCanceledException)
        {
            Log.CancelFailed(logger, predictionId, exception.GetType().Name);
        }
    }
}
