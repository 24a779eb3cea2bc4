using System.Diagnostics;
using System.Text.Json;

namespace Plyr.Genres.Host.Audio;

/// <summary>Determines the format of a file by decoding its beginning with ffprobe.</summary>
internal static class Ffprobe
{
    private const string LargestAllocation = "134217728";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Returns the media type of a recording, or null when no audio can be decoded.</summary>
    public static async Task<string?> ReadMediaTypeAsync(
        string program, string path, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        using var process = Process.Start(Command(program, path))!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(timeout.Token));
            return Read(await output);
        }
        catch (JsonException)
        {
            // ffprobe ended in the middle of its output.
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A model couldn't decode the file either.
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static ProcessStartInfo Command(string program, string path) => new(
        program,
        [
            "-v", "error", "-max_alloc", LargestAllocation, "-protocol_whitelist", "file", "-select_streams", "a:0",

            // Packets, not seconds: one second of a file can contain any number of packets.
            "-read_intervals", "%+#200",
            "-show_entries", "format=format_name:frame=nb_samples", "-of", "json", "-i", $"file:{path}",
        ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static string? Read(string output)
    {
        using var json = JsonDocument.Parse(output);
        if (!json.RootElement.TryGetProperty("frames", out var frames) || frames.GetArrayLength() == 0)
            return null;
        return MediaTypeOf(json.RootElement.GetProperty("format").GetProperty("format_name").GetString());
    }

    /// <summary>Returns the media type of an ffmpeg format; null for playlists, which refer to other files.</summary>
    private static string? MediaTypeOf(string? format) => format switch
    {
        "mp3" or "mp2" => "audio/mpeg",
        "mov,mp4,m4a,3gp,3g2,mj2" => "audio/mp4",
        "matroska,webm" => "audio/webm",
        "asf" => "audio/x-ms-wma",
        "wav" or "flac" or "ogg" or "aac" or "aiff" or "amr" or "ac3" => $"audio/{format}",
        "hls" or "concat" or "dash" or "sdp" => null,
        _ => "application/octet-stream",
    };
}
