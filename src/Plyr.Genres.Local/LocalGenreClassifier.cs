using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using Plyr.Genres.Local.Decoding;
using Plyr.Genres.Local.FrontEnd;
using Plyr.Genres.Local.Model;
using Plyr.Genres.Local.Sources;
using static System.FormattableString;

namespace Plyr.Genres.Local;

/// <summary>Classifies audio with the model in this process.</summary>
internal sealed partial class LocalGenreClassifier : IGenreClassifier, IDisposable
{
    private static readonly TimeSpan DisposalPatience = TimeSpan.FromSeconds(2);

    private readonly LocalModelOptions _options;
    private readonly IOptionsMonitor<PlyrGenresOptions> _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<LocalGenreClassifier> _logger;
    private readonly GenreModel _model;
    private readonly AudioFiles _files;
    private readonly SemaphoreSlim _places;

    // Each track that waits for its place keeps a temporary file.
    private readonly SemaphoreSlim _openFiles;
    private readonly int _maxOpenFiles;
    private readonly CancellationTokenSource _disposal = new();

    public LocalGenreClassifier(
        IOptionsMonitor<LocalModelOptions> options,
        LoadedModel model,
        IOptionsMonitor<PlyrGenresOptions> settings,
        TimeProvider time,
        ILogger<LocalGenreClassifier> logger)
    {
        _options = options.CurrentValue;
        _settings = settings;
        _time = time;
        _logger = logger;
        _model = model.Get(_options.ModelPath);
        _files = new AudioFiles(_options);
        _places = new SemaphoreSlim(_options.Concurrency);
        _maxOpenFiles = (int)Math.Min(2L * _options.Concurrency, int.MaxValue);
        _openFiles = new SemaphoreSlim(_maxOpenFiles);
    }

    /// <summary>Gets the name of the model file, or the first digits of its SHA-256.</summary>
    public string Model => _model.Name;

    /// <summary>Gets true: this classifier applies the timeout itself, without waiting for other tracks.</summary>
    public bool HasDeadline => true;

    public async Task<GenreClassification> ClassifyAsync(
        AudioSource audio, CancellationToken cancellationToken = default)
    {
        AudioFiles.ThrowIfUnusable(audio);
        ObjectDisposedException.ThrowIf(_disposal.IsCancellationRequested, this);
        var timeout = _settings.CurrentValue.Timeout;
        using var deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, deadline.Token, _disposal.Token);
        try
        {
            await _openFiles.WaitAsync(stop.Token).ConfigureAwait(false);
            try
            {
                deadline.CancelAfter(timeout);
                using var file = await _files.OpenAsync(audio, stop.Token).ConfigureAwait(false);

                // The timeout does not include waiting for other tracks.
                deadline.CancelAfter(Timeout.InfiniteTimeSpan);
                return await ClassifyAsync(file, timeout, deadline, stop.Token).ConfigureAwait(false);
            }
            finally
            {
                _openFiles.Release();
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Failures after the stop are caused by it.
            cancellationToken.ThrowIfCancellationRequested();
            _disposal.Token.ThrowIfCancellationRequested();
            throw new GenreClassificationException(
                GenreClassificationFailure.TimedOut,
                $"The audio was not classified within {timeout.TotalSeconds:0} seconds. Retry, or raise Timeout.");
        }
    }

    /// <summary>
    /// Stops the tracks that are being classified, and waits until the model is not in use and temporary files are
    /// deleted, at most some seconds for those of a stream that ignores its token.
    /// </summary>
    public void Dispose()
    {
        if (_disposal.IsCancellationRequested)
            return;
        _disposal.Cancel();
        for (var place = 0; place < _options.Concurrency; place++)
            _places.Wait();
        for (var file = 0; file < _maxOpenFiles && _openFiles.Wait(DisposalPatience); file++)
        {
        }

        _files.Dispose();
    }

    private async Task<GenreClassification> ClassifyAsync(
        AudioFile file, TimeSpan timeout, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            deadline.CancelAfter(timeout);
            return await Task.Run(() => Classify(file, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    private GenreClassification Classify(AudioFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var audio = DecodedAudio.Open(file.Path, _options.FfmpegPath, cancellationToken);
            var sums = new double[GenreLabels.All.Count];
            var count = AddActivations(audio, sums, cancellationToken);
            audio.Finish();
            if (count == 0)
                throw audio.Rejected(Invariant($"is shorter than {PatchReader.MinDuration:0.00} seconds"));
            return new GenreClassification { Labels = Score(sums, count), Model = _model.Name };
        }
        catch (IOException exception)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.AudioUnavailable,
                "The audio could not be read to its end. Retry later.",
                exception);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.ModelFailed,
                "ONNX Runtime could not run the model. Check the machine's memory and retry.",
                exception);
        }
    }

    private int AddActivations(DecodedAudio audio, double[] sums, CancellationToken cancellationToken)
    {
        var patches = new PatchReader(new LinearResampler(audio.Samples));
        var batch = new float[GenreModel.BatchSize * PatchReader.Length];
        var count = 0;
        while (patches.Read(batch) is > 0 and var added)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count += added;
            if (count * PatchReader.Duration > _options.MaxDuration)
            {
                throw new GenreClassificationException(
                    GenreClassificationFailure.InvalidInput,
                    $"The audio is longer than {_options.MaxDuration}. Use shorter audio, or raise MaxDuration.");
            }

            _model.AddActivations(batch.AsMemory(0, added * PatchReader.Length), sums);
        }

        // A stopped decoder can't be distinguished from the end of the audio.
        cancellationToken.ThrowIfCancellationRequested();
        return count;
    }

    private List<GenreLabelScore> Score(double[] sums, int count)
    {
        var scores = new List<GenreLabelScore>(sums.Length);
        for (var i = 0; i < sums.Length; i++)
        {
            if (sums[i] / count is >= 0 and <= 1 and var score)
                scores.Add(new GenreLabelScore(GenreLabels.All[i], score));
        }

        if (scores.Count == 0)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.MalformedOutput,
                "The model returned no score from 0 to 1. Check the model file.");
        }

        if (scores.Count < sums.Length)
            LabelsDropped(sums.Length - scores.Count);
        return scores;
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "{Count} labels dropped: their scores are not numbers from 0 to 1.",
        EventName = nameof(LabelsDropped))]
    private partial void LabelsDropped(int count);
}
