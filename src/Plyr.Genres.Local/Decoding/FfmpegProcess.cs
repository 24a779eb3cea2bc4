using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Plyr.Genres.Local.Decoding;

/// <summary>
/// Represents an ffmpeg process that decodes the first audio stream of a file. Disposing it ends the process.
/// </summary>
internal sealed partial class FfmpegProcess : IDisposable
{
    // Without playlists and lists of files, which would read other files.
    private const string Formats =
        "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,eac3,flac,flv,loas,matroska,mov,mp3,mpc,mpc8,mpeg,mpegts,ogg,oma,"
        + "rm,shn,tak,truehd,tta,voc,w64,wav,wv";

    private const string LargestAllocation = "134217728";
    private const int InterruptedExitCode = 255;
    private const int MaxErrorLength = 200;

    // The path of the file can stand before the error.
    private const int MaxReadErrorLength = 8 * 1024;

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly CancellationTokenRegistration _cancellation;

    private FfmpegProcess(Process process, CancellationToken cancellationToken)
    {
        _process = process;
        _error = ReadErrorAsync(process.StandardError);
        _cancellation = cancellationToken.Register(Kill);
    }

    /// <summary>
    /// Gets the decoded audio as WAV, with 32-bit floating-point samples in the file's sample rate and channels.
    /// </summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts decoding.</summary>
    /// <param name="program">The path of ffmpeg, or its name.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <returns>The process.</returns>
    /// <exception cref="GenreClassificationException">ffmpeg could not be started.</exception>
    public static FfmpegProcess Start(string program, string path, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-loglevel", "error",
            "-max_alloc", LargestAllocation, "-threads", "1",
            "-protocol_whitelist", "file,pipe", "-format_whitelist", Formats,
            "-i", $"file:{Path.GetFullPath(path)}",
            "-map", "0:a:0", "-c:a", "pcm_f32le", "-f", "wav", "pipe:1",
        ];
        return new FfmpegProcess(Start(program, arguments), cancellationToken);
    }

    /// <summary>
    /// Throws if a program is not a working ffmpeg, to distinguish this from audio that can't be decoded.
    /// </summary>
    /// <param name="program">The path of ffmpeg, or its name.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="GenreClassificationException">The program is not a working ffmpeg.</exception>
    public static void ThrowIfUnusable(string program, CancellationToken cancellationToken)
    {
        using var ffmpeg = new FfmpegProcess(Start(program, ["-version"]), cancellationToken);
        var line = ffmpeg._process.StandardOutput.ReadLine();
        cancellationToken.ThrowIfCancellationRequested();
        if (line?.StartsWith("ffmpeg version", StringComparison.Ordinal) != true)
            throw NotUsable($"'{program}' is not a working ffmpeg");
    }

    /// <summary>Gets the first error that ffmpeg reported; empty if none. Blocks until the process has ended.</summary>
    public string Error => _error.GetAwaiter().GetResult();

    /// <summary>Waits for the end of the process, after the end of its output.</summary>
    /// <exception cref="GenreClassificationException">
    /// A signal ended the process, for example because of low memory, or together with the host.
    /// </exception>
    public void WaitForExit()
    {
        _process.WaitForExit();
        if (WasInterrupted(_process.ExitCode))
        {
            throw new GenreClassificationException(
                GenreClassificationFailure.ModelFailed,
                "The ffmpeg process was stopped while it decoded the audio. Retry, and check the machine's memory if "
                + "it happens again.");
        }
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        Kill();

        // A program that starts the real ffmpeg may leave it behind. Without a reader it ends, and closes its errors.
        Output.Dispose();
        _process.WaitForExit();
        _error.GetAwaiter().GetResult();
        _process.Dispose();
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw NotUsable($"ffmpeg could not be started as '{program}'", exception);
        }
    }

    // ffmpeg exits with 255 after SIGINT or SIGTERM, which a terminal or systemd also sends to child processes. Its
    // output until then looks complete. Other signals give 128 plus their number.
    private static bool WasInterrupted(int exitCode) => exitCode is InterruptedExitCode or (> 128 and < 160);

    private static GenreClassificationException NotUsable(string what, Exception? innerException = null) => new(
        GenreClassificationFailure.ModelNotUsable,
        $"{what}, and only WAV files are read without it. Install ffmpeg, or set FfmpegPath to its path.",
        innerException);

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process has already ended.
        }
    }

    /// <summary>Returns the first error. Reads all errors, because a full pipe would block the process.</summary>
    private static async Task<string> ReadErrorAsync(StreamReader errors)
    {
        var kept = new StringBuilder();
        var buffer = new char[1024];
        while (await errors.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var length)
            kept.Append(buffer, 0, Math.Min(length, MaxReadErrorLength - kept.Length));
        var error = SourcePrefix().Replace(kept.ToString().Split('\n')[0], "").Trim();
        return error[..Math.Min(error.Length, MaxErrorLength)];
    }

    // "[mp3 @ 0x55a2e2f3a900] " or "file:/folder/song.mp3: ".
    [GeneratedRegex(@"^(\[[^\]]*\] |file:.*: )")]
    private static partial Regex SourcePrefix();
}
