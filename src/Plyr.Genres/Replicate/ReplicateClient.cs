using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Replicate;

/// <summary>Sends the requests of one run to Replicate or to a Cog server, and reads their answers.</summary>
internal sealed partial class ReplicateClient(
    HttpClient http,
    AudioSource audio,
    PlyrGenresOptions options,
    Func<string?> token,
    TimeProvider time,
    ILogger logger)
{
    // Enough for an output as a data URI, and for the logs, which can be long.
    private const int MaxPredictionLength = 16 * 1024 * 1024;

    // A service that restarts is back within seconds, and nothing is lost before the run.
    private const int MaxFailuresBeforeRun = 5;

    private static readonly TimeSpan TidyingPatience = TimeSpan.FromSeconds(30);

    public ReplicateErrors Errors { get; } = new(options, audio, token);

    /// <summary>Uploads audio, and returns the file from which a run reads it.</summary>
    public Task<FileAnswer> UploadAsync(AudioPayload payload, Deadline deadline, CancellationToken cancellationToken)
    {
        var call = new Call<FileAnswer>("The upload", () => Upload(payload), ReadAsync)
        {
            MaxFailures = MaxFailuresBeforeRun,
            Limit = Timeout.InfiniteTimeSpan,
        };
        return SendAsync(call, deadline, cancellationToken);

        async Task<FileAnswer> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            await ThrowIfRefusedAsync(response, null, startsRun: false, token).ConfigureAwait(false);
            var body = await ReadBodyAsync(response, MaxProblemLength, NoFile, token).ConfigureAwait(false);
            var file = JsonSerializer.Deserialize(body, ReplicateJsonContext.Default.FileAnswer);
            if (file is { UsableId: not null, Address: not null })
                return file;
            if (file?.UsableId is { } id)
                await DeleteFileAsync(id).ConfigureAwait(false);
            throw NoFile();

            GenreClassificationException NoFile() => Errors.NoFile(response.StatusCode);
        }
    }

    /// <summary>Creates a run.</summary>
    /// <param name="content">Creates the body of one attempt.</param>
    /// <param name="deadline">The deadline of the run.</param>
    /// <param name="cancellationToken">Cancels further attempts.</param>
    /// <param name="answerToken">Cancels an attempt. Only its answer names the run that has to be canceled.</param>
    public Task<PredictionAnswer> CreateAsync(
        Func<HttpContent> content,
        Deadline deadline,
        CancellationToken cancellationToken,
        CancellationToken answerToken)
    {
        var call = new Call<PredictionAnswer>(
            "The request for a run", () => Create(content(), deadline.TimeLeft), ReadAsync)
        {
            StartsRun = true,
            MaxFailures = MaxFailuresBeforeRun,
            Limit = Timeout.InfiniteTimeSpan,
        };
        return SendAsync(call, deadline, cancellationToken, answerToken);

        async Task<PredictionAnswer> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            await ThrowIfRefusedAsync(response, null, startsRun: true, token).ConfigureAwait(false);
            try
            {
                var prediction = await ReadPredictionAsync(response, null, token).ConfigureAwait(false);
                if (prediction is not null && (prediction.UsableId is not null || options.Replicate.SelfHosted))
                    return prediction;
            }
            catch (JsonException)
            {
                // The answer is as unusable as one without an id.
            }

            throw Errors.Unreadable(response.StatusCode);
        }
    }

    /// <summary>Reads the state of a run; null while the service does not know it yet.</summary>
    public Task<PredictionAnswer?> PollAsync(
        string predictionId, bool mayBeMissing, Deadline deadline, CancellationToken cancellationToken)
    {
        var call = new Call<PredictionAnswer?>("Polling the prediction", () => Poll(predictionId), ReadAsync)
        {
            PredictionId = predictionId,
        };
        return SendAsync(call, deadline, cancellationToken);

        async Task<PredictionAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            if (response.StatusCode == HttpStatusCode.NotFound)
                return mayBeMissing ? null : throw Errors.NotFound(predictionId);
            await ThrowIfRefusedAsync(response, predictionId, startsRun: false, token).ConfigureAwait(false);
            return await ReadPredictionAsync(response, predictionId, token).ConfigureAwait(false);
        }
    }

    /// <summary>Asks once for the billed time, which an answer within the wait does not contain.</summary>
    public async Task<TimeSpan?> AskPredictTimeAsync(string predictionId, CancellationToken cancellationToken)
    {
        using var request = Poll(predictionId);
        using var response = await RequestAsync(request, cancellationToken).ConfigureAwait(false);
        var prediction = await ReadPredictionAsync(response, predictionId, cancellationToken).ConfigureAwait(false);
        return prediction?.PredictTime;
    }

    /// <summary>Cancels a run.</summary>
    public Task CancelAsync(string predictionId) => TidyAsync(
        "Canceling the prediction",
        () => ToApi(HttpMethod.Post, $"predictions/{predictionId}/cancel"),
        predictionId,
        problem => Log.CancelFailed(logger, predictionId, problem));

    /// <summary>Deletes an uploaded file.</summary>
    public Task DeleteFileAsync(string fileId) => TidyAsync(
        "Deleting the file",
        () => ToApi(HttpMethod.Delete, $"files/{fileId}"),
        predictionId: null,
        problem => Log.FileNotDeleted(logger, fileId, problem));

    /// <summary>Sends a request in the background, of which a failure is only logged.</summary>
    private async Task TidyAsync(
        string name, Func<HttpRequestMessage> request, string? predictionId, Action<string> logProblem)
    {
        using var patience = new CancellationTokenSource(TidyingPatience, time);
        try
        {
            var call = new Call<HttpStatusCode>(name, request, (response, _) => Task.FromResult(response.StatusCode))
            {
                PredictionId = predictionId,
            };
            var deadline = new Deadline(TidyingPatience, time);
            var status = await SendAsync(call, deadline, patience.Token).ConfigureAwait(false);
            if ((int)status >= 400)
                logProblem($"HTTP {(int)status}");
        }
        catch (Exception exception) when (exception is GenreClassificationException or OperationCanceledException)
        {
            logProblem((exception as GenreClassificationException)?.Failure.ToString() ?? "no answer");
        }
    }

    private async Task<PredictionAnswer?> ReadPredictionAsync(
        HttpResponseMessage response, string? predictionId, CancellationToken cancellationToken)
    {
        var body = await ReadBodyAsync(response, MaxPredictionLength, TooLong, cancellationToken).ConfigureAwait(false);
        var prediction = JsonSerializer.Deserialize(body, ReplicateJsonContext.Default.PredictionAnswer);
        if (predictionId is null || prediction is null)
            return prediction;
        if (prediction.Id is not null && prediction.Id != predictionId)
            throw new InvalidDataException("The answer is about another prediction.");
        return prediction with { Id = predictionId };

        GenreClassificationException TooLong() => Errors.Malformed(
            "the answer that contains it is larger than 16 MiB", new PredictionAnswer { Id = predictionId });
    }
}
