using System.Net;
using Microsoft.Extensions.Logging;

using Plyr.Genres.Diagnostics;

namespace Plyr.Genres;

/// <summary>
/// Sends requests that cost nothing to repeat (polls, downloads, cancels): again after 408, 429, 5xx and broken connections, with the
/// service's hint, until the deadline.
/// </summary>
internal sealed class RepeatableRequests(HttpClient http, ReplicateFailures failures, Deadline deadline, TimeProvider time, ILogger logger)
{
    // An attempt that hangs must not use up the whole deadline.
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(30);

    /// <summary>What went wrong with the last attempt, as long as no later one succeeded; it explains a deadline that passes.</summary>
    public GenreClassificationException? LastProblem { get; set; }

    /// <summary>Sends a request until it is answered for good.</summary>
    /// <param name="name">What the request does, to begin a sentence with.</param>
    /// <param name="create">Makes the message, anew for each attempt.</param>
    /// <param name="read">Reads an answer that is not a passing problem. A broken body or JSON counts as a passing problem.</param>
    /// <param name="predictionId">The prediction that this is about.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    public async Task<T> SendAsync<T>(
        string name,
        Func<HttpRequestMessage> create,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        string? predictionId,
        CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                using var limit = new CancellationTokenSource(AttemptLimit, time);
                using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
                using var request = create();
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token).ConfigureAwait(false);
                if (!IsPassing(response.StatusCode))
                {
                    var result = await read(response, attempt.Token).ConfigureAwait(false);
                    LastProblem = null;
                    return result;
                }

                var problem = await ProblemReader.ReadAsync(response, time, attempt.Token).ConfigureAwait(false);
                LastProblem = failures.FromStatus(response.StatusCode, problem, RetryHint.Read(response.Headers.RetryAfter, problem, time), predictionId);
            }
            catch (Exception exception) when (exception is not (GenreClassificationException or OperationCanceledException))
            {
                // A broken connection, a damaged body, or whatever a handler of the host's throws.
                cancellationToken.ThrowIfCancellationRequested();
                LastProblem = failures.Interrupted(name, exception, predictionId);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Only silence so far, and if it stays that way, the deadline itself is the explanation.
                LastProblem = null;
            }

            var delay = backoff.Next(LastProblem?.RetryAfter);
            if (delay >= deadline.TimeLeft && LastProblem is not null)
                throw LastProblem;
            Log.RequestRetried(logger, name, LastProblem?.Failure.ToString() ?? "no answer", delay);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;
}
