using Microsoft.Extensions.Logging;
using Plyr.Genres.Classification;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Replicate;

/// <summary>One run of the model, from the audio to the labels.</summary>
internal sealed class ReplicateRun(
    HttpClient http,
    AudioSource audio,
    PlyrGenresOptions options,
    Func<string?> token,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    // Replicate advises data URIs of up to 256 kB, which base64 fills with 192 kB.
    private const int MaxInlineLength = 190_000;

    // A prediction that was just created is sometimes not found (source: replicate/replicate-javascript#68).
    private static readonly TimeSpan NotFoundPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PredictTimePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(15);

    private readonly ReplicateClient _client = new(http, audio, options, token, time, logger);

    // A request for a run outlives a caller that leaves: only its answer names the run that has to be canceled.
    private CancellationTokenSource? _answer;
    private Task<PredictionAnswer>? _pending;
    private string? _predictionId;
    private AudioPayload? _payload;
    private string? _fileId;
    private bool _isOver;
    private PredictionAnswer? _succeeded;

    public void Dispose()
    {
        _answer?.Dispose();
        _payload?.Dispose();
    }

    /// <summary>Runs the model.</summary>
    /// <param name="beforeRun">Called after an upload and just before the run is created.</param>
    /// <param name="cancellationToken">Canceled when no caller needs the answer any more.</param>
    public async Task<GenreClassification> ExecuteAsync(
        Func<CancellationToken, Task> beforeRun, CancellationToken cancellationToken)
    {
        if (token() is null && !options.Replicate.SelfHosted)
            throw ReplicateErrors.NoToken();
        var content = await WithinAsync(
            options.Replicate.UploadTimeout, CreateBodyAsync, _client.Errors.UploadTimedOut, cancellationToken)
            .ConfigureAwait(false);
        await beforeRun(cancellationToken).ConfigureAwait(false);
        try
        {
            return await WithinAsync(
                options.Timeout,
                (deadline, cancel) => RunAsync(content, deadline, cancel),
                () => _client.Errors.TimedOut(_predictionId),
                cancellationToken).ConfigureAwait(false);
        }
        catch (GenreClassificationException problem)
            when (_succeeded is not null && !problem.Failure.FollowsSuccessfulRun())
        {
            throw _client.Errors.NotFetched(_succeeded, problem);
        }
    }

    /// <summary>Cancels what is still running at the service, and deletes an uploaded file.</summary>
    public async Task EndAsync(string reason)
    {
        // A Cog server ends a run with its connection, except for version 0.7, which finishes it.
        if (options.Replicate.SelfHosted && _answer is not null)
            await _answer.CancelAsync().ConfigureAwait(false);
        var predictionId = _isOver ? null : _predictionId ?? await AwaitPendingAsync().ConfigureAwait(false);
        if (predictionId is not null && !options.Replicate.SelfHosted)
        {
            Log.PredictionCanceled(logger, predictionId, reason);
            await _client.CancelAsync(predictionId).ConfigureAwait(false);
        }

        if (_fileId is not null)
            await _client.DeleteFileAsync(_fileId).ConfigureAwait(false);
    }

    /// <summary>Returns what creates the body of the request, with an address or with the content.</summary>
    private async Task<Func<HttpContent>> CreateBodyAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var replicate = options.Replicate;
        if (audio.Url is { } url)
        {
            var isLocal = replicate.SelfHosted || NetworkAddress.IsLoopback(replicate.BaseAddress);
            if (!isLocal && url.Scheme != "data" && NetworkAddress.IsPrivate(url))
                throw _client.Errors.PrivateAddress();
            return _client.BodyOf(url.OriginalString);
        }

        _payload = await AudioPayload.OpenAsync(audio, cancellationToken).ConfigureAwait(false);
        if (_payload.Length <= MaxInlineLength)
            return _client.BodyOf(await _payload.ToDataUriAsync(cancellationToken).ConfigureAwait(false));
        if (replicate.SelfHosted)
            return _client.BodyOf(_payload);

        var file = await _client.UploadAsync(_payload, deadline, cancellationToken).ConfigureAwait(false);
        _fileId = file.UsableId;
        Log.FileUploaded(logger, _payload.FileName, _fileId, _payload.Length);
        return _client.BodyOf(file.Address!);
    }

    private async Task<GenreClassification> RunAsync(
        Func<HttpContent> content, Deadline deadline, CancellationToken cancellationToken)
    {
        var prediction = await CreateAsync(content, deadline, cancellationToken).ConfigureAwait(false);
        prediction = await FinishAsync(prediction, deadline, cancellationToken).ConfigureAwait(false);
        _isOver = true;
        _succeeded = prediction;
        var output = await _client.ReadOutputAsync(prediction, deadline, cancellationToken).ConfigureAwait(false);
        if (output.Labels.Count < output.Total)
            Log.LabelsDropped(logger, _predictionId, output.Total - output.Labels.Count, output.Total);
        return new GenreClassification
        {
            Labels = output.Labels,
            PredictionId = _predictionId,
            Model = prediction.IsSimulated ? TrackExtra.SimulatedModel : options.Replicate.ModelVersion,
            PredictTime = prediction.PredictTime ?? await AskPredictTimeAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<PredictionAnswer> CreateAsync(
        Func<HttpContent> content, Deadline deadline, CancellationToken cancellationToken)
    {
        Log.RunRequested(logger, options.Replicate.ModelVersion, audio.ToString());
        _answer = new CancellationTokenSource(deadline.TimeLeft + AnswerMargin, time);
        _pending = _client.CreateAsync(content, deadline, cancellationToken, _answer.Token);
        await Task.WhenAny(_pending).WaitAsync(cancellationToken).ConfigureAwait(false);
        var answered = _pending;
        _pending = null;
        var prediction = await answered.ConfigureAwait(false);
        _predictionId = prediction.UsableId;
        Log.PredictionCreated(logger, _predictionId, prediction.KnownStatus);
        return prediction;
    }

    /// <summary>Waits until there is an output or a failure, whatever states the prediction passes through.</summary>
    private async Task<PredictionAnswer> FinishAsync(
        PredictionAnswer prediction, Deadline deadline, CancellationToken cancellationToken)
    {
        var created = time.GetTimestamp();
        var backoff = new Backoff();
        while (true)
        {
            _isOver = !prediction.IsUnfinished;
            ThrowIfFailed(prediction);
            if (HasOutput(prediction))
                return prediction;
            if (_predictionId is null || options.Replicate.SelfHosted)
                throw _client.Errors.Unfinished();
            await Task.Delay(backoff.Next(), time, cancellationToken).ConfigureAwait(false);
            var mayBeMissing = time.GetElapsedTime(created) < NotFoundPatience;
            var answer = await _client.PollAsync(_predictionId, mayBeMissing, deadline, cancellationToken)
                .ConfigureAwait(false);
            prediction = answer ?? prediction;
        }
    }

    private void ThrowIfFailed(PredictionAnswer prediction)
    {
        if (prediction.IsSimulated && !options.Replicate.Simulated)
            throw _client.Errors.Simulated(prediction);
        if (prediction.Status == "failed")
            throw _client.Errors.Failed(prediction);
        if (prediction.Status is "canceled" or "aborted")
            throw _client.Errors.Canceled(prediction);
    }

    // An answer within the wait may contain the output while its status is still processing.
    private static bool HasOutput(PredictionAnswer prediction) =>
        prediction.Status == "succeeded"
        || (prediction.Status == "processing"
            && ReplicateOutput.FindAddress(prediction.Output) is { Length: > 0 });

    private async Task<TimeSpan?> AskPredictTimeAsync(CancellationToken cancellationToken)
    {
        if (_predictionId is null || options.Replicate.SelfHosted)
            return null;
        using var patience = new CancellationTokenSource(PredictTimePatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await _client.AskPredictTimeAsync(_predictionId, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Must not cost the answer that was paid for.
            Log.PredictTimeUnknown(logger, _predictionId, exception.GetType().Name);
            return null;
        }
    }

    /// <summary>Awaits the answer of a request that no caller waits for, and returns the run to cancel.</summary>
    private async Task<string?> AwaitPendingAsync()
    {
        if (_pending is null)
            return null;
        try
        {
            var prediction = await _pending.ConfigureAwait(false);
            return prediction.IsUnfinished ? prediction.UsableId : null;
        }
        catch (Exception exception)
        {
            // No caller is left to receive it.
            Log.AbandonedCreateFailed(logger, exception.GetType().Name);
            return null;
        }
    }

    private async Task<T> WithinAsync<T>(
        TimeSpan timeout,
        Func<Deadline, CancellationToken, Task<T>> operation,
        Func<GenreClassificationException> timedOut,
        CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await operation(new Deadline(timeout, time), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
            when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw _client.LastProblem ?? timedOut();
        }
    }
}
