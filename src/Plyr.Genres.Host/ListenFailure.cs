using System.Net.Sockets;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host;

/// <summary>
/// An address at which this host can't listen, as a sentence about its setting. A port that is taken has its own from
/// Kestrel.
/// </summary>
internal static class ListenFailure
{
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel";

    /// <summary>What to tell the user, or null when the failure is none of the address.</summary>
    public static SettingsException? In(Exception exception, HostSettings settings) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            Refusal(settings, "this account may not listen on that port", "take a port from 1024 on"),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            Refusal(settings, "the address is none of this machine's", "take one that is"),
        SocketException socket => Refusal(settings, socket.Message, "take another one"),
        // Kestrel has no exception of its own for the two.
        InvalidOperationException { Source: { } source } when source.StartsWith(Server, StringComparison.Ordinal) =>
            settings.ListenAddress.Scheme == Uri.UriSchemeHttps
            ? Refusal(
                settings, "https needs a certificate",
                "name one in Kestrel:Certificates:Default, or take an http address behind a proxy that has one")
            : Refusal(
                settings, "port 0 takes a free one of a single IP address only",
                "write 127.0.0.1 or [::1] for localhost, or name the port"),
        _ => null,
    };

    private static SettingsException Refusal(HostSettings settings, string reason, string advice) => new(
        $"{SettingNames.Urls} is '{settings.ListenAddress.GetLeftPart(UriPartial.Authority)}', where this host can't "
        + $"listen, because {reason}; {advice}, for example http://127.0.0.1:5150.");
}
