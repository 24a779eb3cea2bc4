using System.Net;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Replicate;

/// <content>Sends each kind of request, again where that is safe, and reads bodies of limited size.</content>
internal sealed partial class ReplicateClient
{
    private const int MaxProblemLength = 64 * 1024;

    private static readonly TimeSpan ProblemPatience = TimeSpan.FromSeconds(5);

    /// <summary>Gets the problem of the last attempt, if it failed, which explains a deadline that passes.</summary>
    public GenreClassificationException? LastProblem { get; private set; }

    private async Task<T> SendAsync<T>(
        Call<T> call, Deadline deadline, CancellationToken cancellationToken, CancellationToken? answerToken = null)
    {
        var backoff = new Backoff();
        var failures = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var attempt = await TryAsync(call, answerToken ?? cancellationToken).ConfigureAwait(false);
            LastProblem = call.StartsRun ? null : attempt.Problem;
            if (attempt.HasResult)
                return attempt.Result!;

            cancellationToken.ThrowIfCancellationRequested();
            var delay = backoff.Next(attempt.Problem?.RetryAfter);
            if (attempt.Problem is { } problem)
            {
                var isFailure = !IsRefusedForNow(problem.StatusCode);
                if (!attempt.MayRepeat || delay >= deadline.TimeLeft || (isFailure && ++failures > call.MaxFailures))
                    throw problem;
            }

            Log.RequestRetried(logger, call.Name, attempt.Problem?.Failure.ToString() ?? "no answer", delay);
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Attempt<T>> TryAsync<T>(Call<T> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(call.Limit, time);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var request = call.CreateRequest();
            using var response = await RequestAsync(request, attempt.Token).ConfigureAwait(false);
            if (!MayRepeat(call, response.StatusCode))
                return new(await call.ReadAsync(response, attempt.Token).ConfigureAwait(false));
            var refusal = await RefusalAsync(response, call.PredictionId, startsRun: false, attempt.Token)
                .ConfigureAwait(false);
            return new(refusal, MayRepeat: true);
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Fail(call, exception);
        }
    }

    // This method (for answers) and the next one (for exceptions) are the rule about money. A request that may have
    // started a run is never sent again, because a second run is a second charge. Nothing was started by a refusal for
    // now, or when nothing was sent.
    private bool MayRepeat<T>(Call<T> call, HttpStatusCode status) =>
        call.StartsRun ? IsRefusedForNow(status) : (int)status is 408 or 429 or >= 500;

    private Attempt<T> Fail<T>(Call<T> call, Exception exception) => exception switch
    {
        GenreClassificationException problem => new(problem, MayRepeat: false),
        HttpRequestException http when IsEndless(http) && (call.StartsRun || call.PredictionId is not null) =>
            new(Errors.TimedOut(call.PredictionId), MayRepeat: false),
        HttpRequestException http when IsEndless(http) =>
            new(Errors.Interrupted(call.Name, http, call.PredictionId), MayRepeat: false),
        HttpRequestException http when call.PredictionId is null && NothingWasSent(http) =>
            new(Errors.Unreachable(http), MayRepeat: http.HttpRequestError != HttpRequestError.SecureConnectionError),
        _ when call.StartsRun => new(Errors.Ambiguous(exception), MayRepeat: false),
        OperationCanceledException => new(Problem: null, MayRepeat: true),
        _ => new(Errors.Interrupted(call.Name, exception, call.PredictionId), MayRepeat: true),
    };

    private bool IsRefusedForNow(HttpStatusCode? status) =>
        status == HttpStatusCode.TooManyRequests
        || (options.Replicate.SelfHosted && status is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable);

    // Interim answers (1xx) without end: the limit is that of their headers together.
    private static bool IsEndless(HttpRequestException exception) =>
        exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded;

    private static bool NothingWasSent(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.ConnectionError
        or HttpRequestError.NameResolutionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private async Task<HttpResponseMessage> RequestAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (AlreadySentException exception) when (exception.Refusal is not null)
        {
            return exception.Refusal;
        }
    }

    private async Task ThrowIfRefusedAsync(
        HttpResponseMessage response, string? predictionId, bool startsRun, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(response, predictionId, startsRun, cancellationToken).ConfigureAwait(false);
    }

    private async Task<GenreClassificationException> RefusalAsync(
        HttpResponseMessage response, string? predictionId, bool startsRun, CancellationToken cancellationToken)
    {
        var body = await ReadProblemAsync(response.Content, time, cancellationToken).ConfigureAwait(false);
        var problem = ProblemAnswer.Read(body);
        var retryAfter = response.Headers.RetryAfter;

        // A date is compared with the service's own clock, which may differ from this machine's.
        var hint = retryAfter?.Delta
            ?? (retryAfter?.Date - (response.Headers.Date ?? time.GetUtcNow()))
            ?? problem?.RetryAfterTime;
        var wait = hint < TimeSpan.Zero ? TimeSpan.Zero : hint;
        return Errors.FromStatus(response.StatusCode, problem, wait, predictionId, startsRun);
    }

    /// <summary>Reads an error body; empty when it is too long or does not arrive.</summary>
    internal static async Task<byte[]> ReadProblemAsync(
        HttpContent content, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(ProblemPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await content.LoadIntoBufferAsync(MaxProblemLength, either.Token).ConfigureAwait(false);
            return await content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>Reads a body of limited size. One that is longer is not requested again.</summary>
    private static async Task<byte[]> ReadBodyAsync(
        HttpResponseMessage response,
        int limit,
        Func<GenreClassificationException> tooLong,
        CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(limit, cancellationToken).ConfigureAwait(false);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw tooLong();
        }
    }

    /// <summary>One kind of request.</summary>
    /// <param name="Name">The subject of a sentence about it.</param>
    /// <param name="CreateRequest">Creates the message of one attempt.</param>
    /// <param name="ReadAsync">Reads an answer. An unexpected exception means that it is broken.</param>
    private sealed record Call<T>(
        string Name,
        Func<HttpRequestMessage> CreateRequest,
        Func<HttpResponseMessage, CancellationToken, Task<T>> ReadAsync)
    {
        public string? PredictionId { get; init; }

        /// <summary>Whether the service may start a run, and charge for it.</summary>
        public bool StartsRun { get; init; }

        /// <summary>After how many failures to give up before the deadline.</summary>
        public int MaxFailures { get; init; } = int.MaxValue;

        /// <summary>How long one attempt may take, so that one without an answer leaves time for others.</summary>
        public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);
    }

    /// <summary>The result of one attempt, or its problem, which is null for silence.</summary>
    private readonly record struct Attempt<T>(GenreClassificationException? Problem, bool MayRepeat)
    {
        public Attempt(T result)
            : this(Problem: null, MayRepeat: false) => Result = result;

        public T? Result { get; }
        public bool HasResult => Problem is null && !MayRepeat;
    }
}

/// <summary>The end of an operation, by a clock that does not jump.</summary>
internal readonly struct Deadline(TimeSpan timeout, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeSpan TimeLeft
    {
        get
        {
            var left = timeout - time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }
}

/// <summary>Growing waits with jitter, so that many clients do not send their requests in step.</summary>
internal sealed class Backoff
{
    private const double Factor = 1.5;
    private const double Jitter = 0.2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = First;

    /// <summary>Returns how long to wait: the service's hint, or the next wait.</summary>
    public TimeSpan Next(TimeSpan? hint = null)
    {
        var wait = _next;
        _next = _next * Factor < Longest ? _next * Factor : Longest;

        // A hint is a minimum, so jitter only adds to it.
        return hint > TimeSpan.Zero
            ? hint.Value * (1 + (Jitter * Random.Shared.NextDouble()))
            : wait * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
    }
}
