using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Plyr.Genres.Local.Tests.Support;

/// <summary>
/// Runs ffmpeg, as a reference and to make files; a test that needs it is skipped where it is not installed.
/// </summary>
internal static class Ffmpeg
{
    private static readonly Lazy<bool> IsInstalled = new(() => Run("-version").Length > 0);

    /// <summary>
    /// Skips the test if ffmpeg is not installed, or fails it where <c>PLYR_REQUIRE</c> lists ffmpeg.
    /// </summary>
    public static void Require()
    {
        if (IsInstalled.Value)
            return;
        Requirement.Missing("ffmpeg", "ffmpeg is not installed; install Debian's package ffmpeg.");
    }

    /// <summary>Converts a file to another format, which the name of the target decides.</summary>
    public static void Convert(string source, string target, params string[] options) =>
        Run(["-y", "-loglevel", "error", "-i", source, .. options, target]);

    /// <summary>Writes silence.</summary>
    public static void Silence(TimeSpan duration, string target) =>
        Run("-y", "-loglevel", "error", "-f", "lavfi", "-i", "anullsrc", "-t", $"{duration.TotalSeconds:0}", target);

    /// <summary>Returns the decoded samples of a file, those of two channels in turn.</summary>
    public static float[] Decode(string path)
    {
        var bytes = Run("-loglevel", "quiet", "-i", path, "-map", "0:a:0", "-f", "f32le", "pipe:1");
        return MemoryMarshal.Cast<byte, float>(bytes.AsSpan()).ToArray();
    }

    private static byte[] Run(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("ffmpeg", ["-nostdin", .. arguments]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return output.ToArray();
        }
        catch (Win32Exception)
        {
            return [];
        }
    }
}
