using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host;

/// <summary>Translates a failure to listen into an error about the setting.</summary>
internal static class ListenFailure
{
    private const string Server = "Microsoft.AspNetCore.Server.Kestrel";

    /// <summary>Returns what happened and what to do; null when the address is not the cause.</summary>
    public static SettingsException? In(Exception exception, HostSettings settings) => exception switch
    {
        IOException { InnerException: AddressInUseException } =>
            Refusal(settings, "another program listens on that port", "stop it or use another port"),
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            Refusal(settings, "this account may not listen on that port", "use a port from 1024 on"),
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            Refusal(settings, "this machine does not have the address", "use one that it has"),
        SocketException socket => Refusal(settings, socket.Message, "use another one"),
        // Kestrel throws no more specific exception in either case.
        InvalidOperationException { Source: { } source } when source.StartsWith(Server, StringComparison.Ordinal) =>
            settings.ListenAddress.Scheme == Uri.UriSchemeHttps
                ? Refusal(
                    settings,
                    "https needs a certificate",
                    "set one in Kestrel:Certificates:Default, or use an http address behind a proxy that has one")
                : Refusal(
                    settings,
                    "port 0 needs a single IP address",
                    "use 127.0.0.1 or [::1] for localhost, or set the port"),
        _ => null,
    };

    private static SettingsException Refusal(HostSettings settings, string reason, string advice) => new(
        $"{SettingNames.Urls} is '{settings.ListenAddress.GetLeftPart(UriPartial.Authority)}', where this host can't "
        + $"listen, because {reason}; {advice}, for example http://127.0.0.1:5150.");
}
