using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Plyr.Genres.Benchmarks.Sockets;

/// <summary>
/// The results of a load test with plain sockets, which use less CPU than an HTTP client.
/// </summary>
internal sealed record Load(double PerSecond, TimeSpan P50, TimeSpan P99)
{
    public static readonly Load None = new(0, TimeSpan.MaxValue, TimeSpan.MaxValue);

    private const string EndOfHeaders = "\r\n\r\n";

    /// <summary>Returns the better value of each property.</summary>
    public Load Best(Load other) =>
        new(Math.Max(PerSecond, other.PerSecond), Shorter(P50, other.P50), Shorter(P99, other.P99));

    /// <summary>Requests the paths in turn on a number of connections, each with one request at a time.</summary>
    public static async Task<Load> RunAsync(Uri server, IReadOnlyList<string> paths, int connections, TimeSpan duration)
    {
        byte[][] requests =
        [
            .. paths.Select(path => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n"))
        ];
        var start = Stopwatch.GetTimestamp();
        var times = await Task.WhenAll(
            Enumerable.Range(0, connections).Select(
                number => Task.Run(() => AskAsync(server, requests, number, start, duration))));
        var elapsed = Stopwatch.GetElapsedTime(start);
        TimeSpan[] all = [.. times.SelectMany(time => time).Order()];
        return new Load(all.Length / elapsed.TotalSeconds, all[all.Length / 2], all[all.Length * 99 / 100]);
    }

    private static async Task<List<TimeSpan>> AskAsync(
        Uri server, byte[][] requests, int number, long start, TimeSpan duration)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        var buffer = new byte[16 * 1024];
        var times = new List<TimeSpan>(16 * 1024);
        for (var i = number; Stopwatch.GetElapsedTime(start) < duration; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            await socket.SendAsync(requests[i % requests.Length]);
            var length = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length));
                length = read > 0 ? length + read : throw new IOException("The server closed the connection.");
            }
            while (!IsComplete(buffer.AsSpan(0, length)));
            times.Add(Stopwatch.GetElapsedTime(sent));
        }

        return times;
    }

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            var start = Encoding.UTF8.GetString(answer[..Math.Min(40, answer.Length)]);
            throw new IOException($"The server answered '{start}'.");
        }

        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var body = answer[(end + EndOfHeaders.Length)..];
        var at = answer[..end].IndexOf("Content-Length: "u8);
        if (at < 0)
            return body.EndsWith("0\r\n\r\n"u8);
        return System.Buffers.Text.Utf8Parser.TryParse(
            answer[(at + "Content-Length: "u8.Length)..], out int length, out _)
            && body.Length >= length;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
