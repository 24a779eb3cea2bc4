namespace Plyr.Genres.Local.Decoding;

/// <summary>Represents a file that is being decoded: WAV files by this package, others by ffmpeg.</summary>
internal sealed class DecodedAudio : IDisposable
{
    private readonly FileStream? _file;
    private readonly FfmpegProcess? _ffmpeg;

    private DecodedAudio(WavReader samples, FileStream? file, FfmpegProcess? ffmpeg)
    {
        Samples = samples;
        _file = file;
        _ffmpeg = ffmpeg;
    }

    /// <summary>Gets the decoded samples.</summary>
    public WavReader Samples { get; }

    /// <summary>Starts decoding a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="ffmpegPath">The path of ffmpeg, or its name.</param>
    /// <param name="cancellationToken">Ends decoding.</param>
    /// <returns>The decoded audio.</returns>
    /// <exception cref="GenreClassificationException">The file can't be read or decoded.</exception>
    public static DecodedAudio Open(string path, string ffmpegPath, CancellationToken cancellationToken)
    {
        var file = OpenFile(path);
        try
        {
            if (WavReader.TryOpen(file) is { } samples)
                return new DecodedAudio(samples, file, null);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return OpenWithFfmpeg(path, ffmpegPath, cancellationToken);
    }

    /// <summary>
    /// Waits until the decoder has ended, after the end of the samples. An error in the middle of the file ends it, as
    /// on Replicate.
    /// </summary>
    /// <exception cref="GenreClassificationException">The decoder was killed.</exception>
    public void Finish() => _ffmpeg?.WaitForExit();

    /// <summary>Creates the exception for audio that the model does not support.</summary>
    /// <param name="reason">What is wrong with the audio, as a predicate.</param>
    public GenreClassificationException Rejected(string reason) => Rejected(reason, _ffmpeg?.Error);

    public void Dispose()
    {
        _file?.Dispose();
        _ffmpeg?.Dispose();
    }

    private static DecodedAudio OpenWithFfmpeg(string path, string ffmpegPath, CancellationToken cancellationToken)
    {
        var ffmpeg = FfmpegProcess.Start(ffmpegPath, path, cancellationToken);
        try
        {
            if (WavReader.TryOpen(ffmpeg.Output) is { } samples)
                return new DecodedAudio(samples, null, ffmpeg);
            ffmpeg.WaitForExit();
            FfmpegProcess.ThrowIfUnusable(ffmpegPath, cancellationToken);
            throw Rejected("can't be decoded", ffmpeg.Error);
        }
        catch
        {
            ffmpeg.Dispose();
            throw;
        }
    }

    private static GenreClassificationException Rejected(string reason, string? error) => new(
        GenreClassificationFailure.AudioRejected,
        $"The audio {reason}. Check the file." + (string.IsNullOrEmpty(error) ? "" : $" ffmpeg reported: {error}"));

    private static FileStream OpenFile(string path)
    {
        try
        {
            // Without a buffer, because samples are read in large blocks.
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.AudioUnavailable,
                $"The file '{Path.GetFileName(path)}' could not be opened. Check that it exists and can be read.",
                exception);
        }
    }
}
