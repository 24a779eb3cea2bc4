using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Inspects a recording by decoding its first seconds with ffprobe, which has the same decoders as the model.
/// </summary>
internal static class Ffprobe
{
    private const string Entries = "stream=codec_name,channels,sample_rate:frame=nb_samples";

    // ENOENT, and ERROR_FILE_NOT_FOUND on Windows.
    private const int FileNotFound = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>The result, or null where the program doesn't exist.</returns>
    public static async Task<AudioFault?> InspectAsync(string program, string path, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = new Process { StartInfo = Command(program, path) };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception) when (exception.NativeErrorCode == FileNotFound)
        {
            return null;
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await Task.WhenAll(output, errors, process.WaitForExitAsync(patience.Token));
            return process.ExitCode == 0 ? Read(await output) : AudioFault.NotAudio;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static ProcessStartInfo Command(string program, string path) => new(
        program,
        [
            "-v", "error", "-protocol_whitelist", "file", "-select_streams", "a:0",

            // More than three seconds of any usual format, and a limit for all others.
            "-read_intervals", "%+#1500",
            "-show_entries", Entries, "-of", "json", "-i", $"file:{path}",
        ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static AudioFault Read(string output)
    {
        using var json = JsonDocument.Parse(output);
        var streams = json.RootElement.GetProperty("streams");
        if (streams.GetArrayLength() == 0)
            return AudioFault.NoAudioStream;
        var stream = streams[0];
        if (!stream.TryGetProperty("codec_name", out _))
            return AudioFault.UnsupportedCodec;
        if (stream.GetProperty("channels").GetInt32() > 2)
            return AudioFault.TooManyChannels;
        var samples = json.RootElement.GetProperty("frames").EnumerateArray().Sum(Samples);
        var rate = double.Parse(stream.GetProperty("sample_rate").GetString()!, CultureInfo.InvariantCulture);
        return AudioInspector.FaultOf(TimeSpan.FromSeconds(samples / rate));
    }

    private static long Samples(JsonElement frame) =>
        frame.TryGetProperty("nb_samples", out var samples) ? samples.GetInt64() : 0;
}
