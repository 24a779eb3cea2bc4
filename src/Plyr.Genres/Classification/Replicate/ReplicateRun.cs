using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;

using Plyr.Genres.Diagnostics;

namespace Plyr.Genres;

/// <summary>One run of the model, from the request to the labels in hand.</summary>
internal sealed class ReplicateRun : IDisposable
{
    // A prediction just created is sometimes not found at first (source: replicate/replicate-javascript#68).
    private static readonly TimeSpan NotFoundPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PredictTimePatience = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;
    private readonly PlyrGenresOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ReplicateFailures _failures;
    private readonly ReplicateRequests _requests;
    private readonly RepeatableRequests _sender;
    private readonly PredictionCreator _creator;
    private bool _isOver;

    public ReplicateRun(HttpClient http, PlyrGenresOptions options, Func<string?> token, TimeProvider time, ILogger logger)
    {
        (_http, _options, _time, _logger) = (http, options, time, logger);
        var deadline = new Deadline(options.Timeout, time);
        _failures = new ReplicateFailures(options, token);
        _requests = new ReplicateRequests(options, token);
        _sender = new RepeatableRequests(http, _failures, deadline, time, logger);
        _creator = new PredictionCreator(http, options, _requests, _failures, deadline, time, logger);
    }

    public string? PredictionId { get; private set; }

    /// <summary>What a deadline that passes now has to say.</summary>
    public GenreClassificationException TimedOut => _sender.LastProblem ?? _failures.TimedOut(PredictionId);

    public async Task<GenreClassification> ExecuteAsync(Uri audioUrl, CancellationToken cancellationToken)
    {
        Log.RunRequested(_logger, _options.Replicate.ModelVersion, AudioReference.ForLog(audioUrl));
        var prediction = await _creator.CreateAsync(audioUrl, cancellationToken).ConfigureAwait(false);
        PredictionId = prediction.UsableId;
        Log.PredictionCreated(_logger, PredictionId, PredictionStatusText.ForLog(prediction.Status));

        prediction = await FinishAsync(prediction, cancellationToken).ConfigureAwait(false);
        _isOver = true;
        if (!prediction.HasOutput)
            throw _failures.Expired(PredictionId);
        var output = await new OutputDownloader(_sender, _options, _failures).FetchAsync(prediction.Output, PredictionId, cancellationToken).ConfigureAwait(false);
        if (output.Labels.Count < output.Total)
            Log.LabelsDropped(_logger, PredictionId, output.Total - output.Labels.Count, output.Total);
        return new GenreClassification
        {
            Labels = output.Labels,
            PredictionId = PredictionId,
            Model = _options.Replicate.ModelVersion,
            PredictTime = prediction.PredictTime ?? await AskPredictTimeAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Gives the run up: cancels it at the service if it may still be going on.</summary>
    /// <returns>The work in the background.</returns>
    public async Task AbandonAsync(string reason)
    {
        if (_isOver)
            return;
        if (_options.Replicate.SelfHosted)
        {
            _creator.Drop();
            await ObserveAsync().ConfigureAwait(false);
            return;
        }

        var predictionId = PredictionId ?? await ObserveAsync().ConfigureAwait(false);
        if (predictionId is not null)
            await new PredictionCancellation(_http, _requests, _failures, _time, _logger).CancelAsync(predictionId, reason).ConfigureAwait(false);
    }

    public void Dispose() => _creator.Dispose();

    /// <summary>Waits until the prediction is at its end, whatever states it passes through.</summary>
    private async Task<PredictionAnswer> FinishAsync(PredictionAnswer prediction, CancellationToken cancellationToken)
    {
        var created = _time.GetTimestamp();
        var backoff = new Backoff();
        while (!IsFinished(prediction))
        {
            if (PredictionId is null || _options.Replicate.SelfHosted)
                throw _failures.Asynchronous();
            await Task.Delay(backoff.Next(), _time, cancellationToken).ConfigureAwait(false);
            var mayBeMissing = _time.GetElapsedTime(created) < NotFoundPatience;
            prediction = await PollAsync(PredictionId, mayBeMissing, cancellationToken).ConfigureAwait(false) ?? prediction;
        }

        return prediction;
    }

    private bool IsFinished(PredictionAnswer prediction)
    {
        switch (PredictionStatusText.Parse(prediction.Status))
        {
            case PredictionStatus.Succeeded:
                return true;
            case PredictionStatus.Failed:
                _isOver = true;
                throw _failures.Failed(prediction.ErrorText, PredictionId);
            case PredictionStatus.Canceled:
                _isOver = true;
                throw _failures.Canceled(prediction.Status, PredictionId);
            default:
                // An answer within the wait may hold the finished output while the status still says processing; an empty one is no output yet.
                return prediction.Status == "processing" && OutputAddress.Find(prediction.Output) is { Length: > 0 };
        }
    }

    private Task<PredictionAnswer?> PollAsync(string predictionId, bool mayBeMissing, CancellationToken cancellationToken) => _sender.SendAsync(
        "Asking for the prediction",
        () => _requests.Poll(predictionId),
        async (response, token) =>
        {
            if (response.StatusCode == HttpStatusCode.NotFound)
                return mayBeMissing ? null : throw _failures.NotFound(predictionId);
            if (!response.IsSuccessStatusCode)
                throw _failures.FromStatus(response.StatusCode, await ProblemReader.ReadAsync(response, _time, token).ConfigureAwait(false), null, predictionId);
            using var body = await BoundedBody.ReadAsync(response.Content, PredictionAnswer.MaxLength, token).ConfigureAwait(false);
            if (body.IsTooLong)
                throw _failures.TooLong(predictionId);
            return JsonSerializer.Deserialize(body.Bytes, ReplicateJsonContext.Default.PredictionAnswer);
        },
        predictionId,
        cancellationToken);

    /// <summary>Asks once what was billed: an answer within the wait does not say it. The labels are in hand, so this may fail.</summary>
    private async Task<TimeSpan?> AskPredictTimeAsync(CancellationToken cancellationToken)
    {
        if (PredictionId is null || _options.Replicate.SelfHosted)
            return null;
        using var patience = new CancellationTokenSource(PredictTimePatience, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var request = _requests.Poll(PredictionId);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
            using var body = await BoundedBody.ReadAsync(response.Content, PredictionAnswer.MaxLength, linked.Token).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body.Bytes, ReplicateJsonContext.Default.PredictionAnswer)?.PredictTime;
        }
        catch (Exception exception)
        {
            // Whatever it was, it must not cost the answer that is paid for.
            Log.PredictTimeUnknown(_logger, PredictionId, exception.GetType().Name);
            return null;
        }
    }

    /// <summary>Awaits the answer of a request that nobody waits for any more.</summary>
    private async Task<string?> ObserveAsync()
    {
        if (_creator.Pending is not { } pending)
            return null;
        try
        {
            var answer = await pending.ConfigureAwait(false);
            return answer.Prediction is { } prediction && PredictionStatusText.Parse(prediction.Status) == PredictionStatus.Pending ? prediction.UsableId : null;
        }
        catch (Exception exception)
        {
            // Nobody is left to tell.
            Log.AbandonedCreateFailed(_logger, exception.GetType().Name);
            return null;
        }
    }
}
