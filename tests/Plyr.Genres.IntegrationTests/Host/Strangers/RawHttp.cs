using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Plyr.Genres.IntegrationTests.Host.Strangers;

/// <summary>A request byte for byte as a stranger sends it: no client in between that would mend it.</summary>
internal static class RawHttp
{
    public static Task<RawAnswer> GetAsync(Uri address, string target, params string[] headers) =>
        SendAsync(address, "GET", target, [], headers);

    public static async Task<RawAnswer> SendAsync(
        Uri address, string method, string target, byte[] body, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var host = headers.Any(
            header => header.StartsWith("Host:", StringComparison.Ordinal)) ? "" : $"Host: {address.Authority}\r\n";
        var length = body.Length > 0 ? $"Content-Length: {body.Length}\r\n" : "";
        var head =
            $"{method} {target} HTTP/1.1\r\n{host}{length}Connection: "
            + $"close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head));
        await stream.WriteAsync(body);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer);
        return Parse(Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length));
    }

    private static RawAnswer Parse(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return new RawAnswer(
            int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture), answer[..end], answer[(end + 4)..]);
    }
}
