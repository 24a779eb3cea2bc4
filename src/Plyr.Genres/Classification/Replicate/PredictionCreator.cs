using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;

using Plyr.Genres.Diagnostics;

namespace Plyr.Genres;

/// <summary>
/// Requests one run. A request that may have been accepted is never sent again, because a second one is a second bill: it is repeated
/// only after a 429, which creates nothing, and when no connection came about, so that nothing was sent.
/// </summary>
internal sealed class PredictionCreator(
    HttpClient http, PlyrGenresOptions options, ReplicateRequests requests, ReplicateFailures failures, Deadline deadline, TimeProvider time, ILogger logger) : IDisposable
{
    // A cold service is back within seconds; whoever needs longer is told now instead of at the deadline.
    private const int MaxUnreachable = 5;
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(15);

    // The request outlives a caller who gives up: only its answer tells which run has to be cancelled.
    private readonly CancellationTokenSource _answer = new(deadline.TimeLeft + AnswerMargin, time);

    /// <summary>The request whose answer is still awaited.</summary>
    public Task<CreateAnswer>? Pending { get; private set; }

    public async Task<PredictionAnswer> CreateAsync(Uri audioUrl, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        for (var unreachable = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!requests.HasToken && !options.Replicate.SelfHosted)
                throw failures.NoToken();
            GenreClassificationException refusal;
            try
            {
                Pending = SendAsync(audioUrl);
                var answer = await Pending.WaitAsync(cancellationToken).ConfigureAwait(false);
                Pending = null;
                if (answer.Prediction is { } prediction)
                    return prediction;
                if (!IsRefusedForNow(answer.Status))
                    throw answer.Problem!;
                refusal = answer.Problem!;
            }
            catch (HttpRequestException exception) when (NothingWasSent(exception))
            {
                Pending = null;
                refusal = failures.Unreachable(exception);
                if (++unreachable > MaxUnreachable || exception.HttpRequestError == HttpRequestError.SecureConnectionError)
                    throw refusal;
            }
            catch (Exception exception) when (exception is not GenreClassificationException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                // A broken connection, a damaged body, or whatever a handler of the host's throws.
                Pending = null;
                cancellationToken.ThrowIfCancellationRequested();
                throw failures.Ambiguous(exception);
            }

            var delay = backoff.Next(refusal.RetryAfter);
            if (delay >= deadline.TimeLeft)
                throw refusal;
            Log.RequestRetried(logger, "Requesting a run", refusal.Failure.ToString(), delay);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops the connection of the pending request; Cog ends its run then.</summary>
    public void Drop() => _answer.Cancel();

    public void Dispose() => _answer.Dispose();

    private async Task<CreateAnswer> SendAsync(Uri audioUrl)
    {
        using var request = requests.Create(audioUrl, deadline.TimeLeft);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _answer.Token).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var problem = await ProblemReader.ReadAsync(response, time, _answer.Token).ConfigureAwait(false);
            var hint = RetryHint.Read(response.Headers.RetryAfter, problem, time);
            return new CreateAnswer(response.StatusCode, null, failures.FromStatus(response.StatusCode, problem, hint));
        }

        using var body = await BoundedBody.ReadAsync(response.Content, PredictionAnswer.MaxLength, _answer.Token).ConfigureAwait(false);
        if (body.IsTooLong)
            return new CreateAnswer(response.StatusCode, null, failures.TooLong(null));
        return ReadPrediction(body) is { } prediction
            ? new CreateAnswer(response.StatusCode, prediction, null)
            : new CreateAnswer(response.StatusCode, null, failures.Unreadable(response.StatusCode));
    }

    /// <summary>The prediction, if the answer is one that can be followed: with an id, or already at its end.</summary>
    private PredictionAnswer? ReadPrediction(BoundedBody body)
    {
        try
        {
            var prediction = JsonSerializer.Deserialize(body.Bytes, ReplicateJsonContext.Default.PredictionAnswer);
            return prediction is not null && (prediction.UsableId is not null || options.Replicate.SelfHosted) ? prediction : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsRefusedForNow(HttpStatusCode status) =>
        status == HttpStatusCode.TooManyRequests
        || (options.Replicate.SelfHosted && status is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable);

    private static bool NothingWasSent(HttpRequestException exception) => exception.HttpRequestError is
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
}
