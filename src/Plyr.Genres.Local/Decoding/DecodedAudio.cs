namespace Plyr.Genres.Local.Decoding;

/// <summary>Represents a file that is being decoded: a WAV file by this package, any other by ffmpeg.</summary>
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

    /// <summary>Waits until the decoder has ended, after the end of the samples.</summary>
    /// <returns>The decoder's error; empty when there was none. Samples before the error are valid.</returns>
    /// <exception cref="GenreClassificationException">The decoder did not end by itself.</exception>
    public string Finish() => _ffmpeg?.WaitForExit() ?? "";

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
            cancellationToken.ThrowIfCancellationRequested();
            throw new GenreClassificationException(
                GenreClassificationFailure.AudioRejected,
                $"The audio can't be decoded: {ffmpeg.WaitForExit()}. Check the file, or convert it.");
        }
        catch
        {
            ffmpeg.Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            // Samples are read in large blocks; a buffer would only copy them.
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
