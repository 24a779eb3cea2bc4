using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Client;

namespace Plyr.Genres.IntegrationTests.Secrets;

/// <summary>An object that is printed in a log line or a debugger contains no secret.</summary>
[TestFixture, Category("secrets")]
internal sealed class DumpTests
{
    private static readonly Uri SignedUrl = new(
        $"https://files.example/a.wav?X-Amz-Signature={WatchedSecrets.Signature}");

    private static IEnumerable<object> Objects() =>
    [
        new ReplicateOptions { ApiToken = SimulatedClient.Token },
        new Track { Id = 1, FileId = "a", Audio = SignedUrl },
    ];

    [TestCaseSource(nameof(Objects))]
    public void Its_text_holds_no_secret(object value) => AssertNoSecret(value.ToString());

    [TestCaseSource(nameof(Objects))]
    public void What_a_debugger_shows_of_it_by_itself_holds_no_secret(object value)
    {
        Assert.That(
            value.GetType().GetCustomAttribute<DebuggerDisplayAttribute>()?.Value ?? "",
            Does.Not.Contain("Token").And.Not.Contain("Url"));
        if (value.GetType().GetProperty(nameof(ReplicateOptions.ApiToken)) is { } token)
            Assert.That(
                token.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State,
                Is.EqualTo(DebuggerBrowsableState.Never));
    }

    [Test]
    public void A_dump_of_the_options_as_JSON_holds_no_token() =>
        AssertNoSecret(
            JsonSerializer.Serialize(new PlyrGenresOptions { Replicate = { ApiToken = SimulatedClient.Token } }));

    private static void AssertNoSecret(string? text)
    {
        Assert.That(text, Is.Not.Null.And.Not.Empty);
        foreach (var secret in WatchedSecrets.All)
            Assert.That(text, Does.Not.Contain(secret));
    }
}
