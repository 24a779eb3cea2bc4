using Microsoft.Extensions.Logging;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Replicate;

/// <summary>One run of the model, from the audio to the labels.</summary>
internal sealed class ReplicateRun : IDisposable
{
    // Replicate advises data URIs of up to 256 kB, which base64 fills with 192 kB.
    private const int MaxInlineLength = 190_000;

    // A prediction that was just created is sometimes not found (source: replicate/replicate-javascript#68).
    private static readonly TimeSpan NotFoundPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PredictTimePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerMargin = TimeSpan.FromSeconds(15);

    private readonly AudioSource _audio;
    private readonly PlyrGenresOptions _options;
    private readonly Func<string?> _token;
    private readonly ReplicateErrors _errors;
    private readonly ReplicateClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // A request for a run outlives a caller that leaves: only its answer names the run that has to be canceled.
    private CancellationTokenSource? _answer;
    private Task<PredictionAnswer>? _pending;
    private string? _predictionId;
    private string? _fileId;
    private bool _isOver;

    public ReplicateRun(
        HttpClient http,
        AudioSource audio,
        PlyrGenresOptions options,
        Func<string?> token,
        TimeProvider time,
        ILogger logger)
    {
        _audio = audio;
        _options = options;
        _token = token;
        _errors = new ReplicateErrors(options, audio, token);
        _client = new ReplicateClient(http, options, token, _errors, time, logger);
        _time = time;
        _logger = logger;
    }

    public void Dispose() => _answer?.Dispose();

    /// <summary>Runs the model.</summary>
    /// <param name="beforeRun">Called after an upload and just before the run is created.</param>
    /// <param name="cancellationToken">Canceled when no caller needs the answer any more.</param>
    public async Task<GenreClassification> ExecuteAsync(
        Func<CancellationToken, Task> beforeRun, CancellationToken cancellationToken)
    {
        if (_token() is null && !_options.Replicate.SelfHosted)
            throw ReplicateErrors.NoToken();
        using var payload = _audio.Url is null
            ? await AudioPayload.OpenAsync(_audio, cancellationToken).ConfigureAwait(false)
            : null;
        var content = await PrepareAsync(payload, cancellationToken).ConfigureAwait(false);
        await beforeRun(cancellationToken).ConfigureAwait(false);
        return await WithinAsync(
            _options.Timeout,
            (deadline, token) => RunAsync(content, deadline, token),
            () => _errors.TimedOut(_predictionId),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels what is still running at the service, and deletes an uploaded file.</summary>
    public async Task EndAsync(string reason)
    {
        // A Cog server ends a run with its connection.
        if (_options.Replicate.SelfHosted && _answer is not null)
            await _answer.CancelAsync().ConfigureAwait(false);
        var predictionId = _isOver ? null : _predictionId ?? await AwaitPendingAsync().ConfigureAwait(false);
        if (predictionId is not null && !_options.Replicate.SelfHosted)
        {
            Log.PredictionCanceled(_logger, predictionId, reason);
            await _client.CancelAsync(predictionId).ConfigureAwait(false);
        }

        if (_fileId is not null)
            await _client.DeleteFileAsync(_fileId).ConfigureAwait(false);
    }

    /// <summary>
    /// Returns what creates the body of the request: with the audio's address, its content, or the address of its
    /// upload.
    /// </summary>
    private async Task<Func<HttpContent>> PrepareAsync(AudioPayload? payload, CancellationToken cancellationToken)
    {
        var replicate = _options.Replicate;
        if (payload is null)
        {
            var isLocal = replicate.SelfHosted || NetworkAddress.IsLoopback(replicate.BaseAddress);
            if (!isLocal && _audio.Url!.Scheme != "data" && NetworkAddress.IsPrivate(_audio.Url))
                throw _errors.PrivateAddress();
            return _client.BodyOf(_audio.Url!.OriginalString);
        }

        if (payload.Length <= MaxInlineLength)
            return _client.BodyOf(await payload.ToDataUriAsync(cancellationToken).ConfigureAwait(false));
        if (replicate.SelfHosted)
            return _client.BodyOf(payload);

        var file = await WithinAsync(
            replicate.UploadTimeout,
            (deadline, token) => _client.UploadAsync(payload, deadline, token),
            _errors.UploadTimedOut,
            cancellationToken).ConfigureAwait(false);
        _fileId = file.UsableId;
        Log.FileUploaded(_logger, payload.FileName, _fileId, payload.Length);
        return _client.BodyOf(file.Address!);
    }

    private async Task<GenreClassification> RunAsync(
        Func<HttpContent> content, Deadline deadline, CancellationToken cancellationToken)
    {
        var prediction = await CreateAsync(content, deadline, cancellationToken).ConfigureAwait(false);
        prediction = await FinishAsync(prediction, deadline, cancellationToken).ConfigureAwait(false);
        _isOver = true;
        var output = await _client.ReadOutputAsync(prediction, deadline, cancellationToken).ConfigureAwait(false);
        if (output.Labels.Count < output.Total)
            Log.LabelsDropped(_logger, _predictionId, output.Total - output.Labels.Count, output.Total);
        return new GenreClassification
        {
            Labels = output.Labels,
            PredictionId = _predictionId,
            Model = prediction.IsSimulated ? PredictionAnswer.SimulatedModel : _options.Replicate.ModelVersion,
            PredictTime = prediction.PredictTime ?? await AskPredictTimeAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<PredictionAnswer> CreateAsync(
        Func<HttpContent> content, Deadline deadline, CancellationToken cancellationToken)
    {
        Log.RunRequested(_logger, _options.Replicate.ModelVersion, _audio.ToString());
        _answer = new CancellationTokenSource(deadline.TimeLeft + AnswerMargin, _time);
        _pending = _client.CreateAsync(content, deadline, cancellationToken, _answer.Token);
        var prediction = await _pending.WaitAsync(cancellationToken).ConfigureAwait(false);
        _pending = null;
        _predictionId = prediction.UsableId;
        Log.PredictionCreated(_logger, _predictionId, prediction.KnownStatus);
        return prediction;
    }

    /// <summary>Waits until the prediction has ended, whatever states it passes through.</summary>
    private async Task<PredictionAnswer> FinishAsync(
        PredictionAnswer prediction, Deadline deadline, CancellationToken cancellationToken)
    {
        var created = _time.GetTimestamp();
        var backoff = new Backoff();
        while (!HasEnded(prediction))
        {
            if (_predictionId is null || _options.Replicate.SelfHosted)
                throw _errors.Unfinished();
            await Task.Delay(backoff.Next(), _time, cancellationToken).ConfigureAwait(false);
            var mayBeMissing = _time.GetElapsedTime(created) < NotFoundPatience;
            var answer = await _client
                .PollAsync(_predictionId, mayBeMissing, deadline, cancellationToken)
                .ConfigureAwait(false);
            prediction = answer ?? prediction;
        }

        return prediction;
    }

    private bool HasEnded(PredictionAnswer prediction)
    {
        if (prediction.IsSimulated && !_options.Replicate.Simulated)
            throw _errors.Simulated(prediction);
        switch (prediction.Status)
        {
            case "succeeded":
                return true;
            case "failed":
                _isOver = true;
                throw _errors.Failed(prediction);
            case "canceled" or "aborted":
                _isOver = true;
                throw _errors.Canceled(prediction);
            default:
                // An answer within the wait may contain the output while its status is still processing.
                return prediction.Status == "processing"
                    && ReplicateOutput.FindAddress(prediction.Output) is { Length: > 0 };
        }
    }

    private async Task<TimeSpan?> AskPredictTimeAsync(CancellationToken cancellationToken)
    {
        if (_predictionId is null || _options.Replicate.SelfHosted)
            return null;
        using var patience = new CancellationTokenSource(PredictTimePatience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await _client.AskPredictTimeAsync(_predictionId, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Whatever it is, it must not cost the answer that was paid for.
            Log.PredictTimeUnknown(_logger, _predictionId, exception.GetType().Name);
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
            Log.AbandonedCreateFailed(_logger, exception.GetType().Name);
            return null;
        }
    }

    private async Task<T> WithinAsync<T>(
        TimeSpan timeout,
        Func<Deadline, CancellationToken, Task<T>> operation,
        Func<GenreClassificationException> timedOut,
        CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await operation(new Deadline(timeout, _time), either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
            when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw _client.LastProblem ?? timedOut();
        }
    }
}
