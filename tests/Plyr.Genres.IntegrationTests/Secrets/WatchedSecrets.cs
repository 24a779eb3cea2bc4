using Plyr.Genres.IntegrationTests.Client;

namespace Plyr.Genres.IntegrationTests.Secrets;

/// <summary>The secrets that the tests use, recognisable wherever they come out.</summary>
internal static class WatchedSecrets
{
    /// <summary>The query of the audio URLs that the tests hand in, as a bucket signs them.</summary>
    public const string Signature = "sig-1f3a-secret-of-the-test";

    /// <summary>The password in the address of a database.</summary>
    public const string Password = "password-77b2-secret-of-the-test";

    public static string[] All { get; } = [SimulatedClient.Token, Signature, Password];

    /// <summary>The watch over the whole run.</summary>
    public static SecretWatch Watch { get; } = new(All);
}
