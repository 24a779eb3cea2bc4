using System.Text.Json;

namespace Plyr.Genres.Reliability.Reports;

/// <summary>What the listener for secrets saw in one run of the integration tests.</summary>
/// <param name="Texts">How many texts it looked at.</param>
/// <param name="Found">In how many of them a secret stood.</param>
internal sealed record SecretSummary(long Texts, int Found)
{
    /// <summary>The file in which the integration tests leave it, beside themselves.</summary>
    public const string FileName = "secrets-seen.json";

    /// <summary>Where the integration tests leave it, built in Release.</summary>
    public static string PathIn(string repository) => Path.Combine(repository, "tests", "Plyr.Genres.IntegrationTests", "bin", "Release", "net10.0", FileName);

    public static SecretSummary? Read(string json) => JsonSerializer.Deserialize<SecretSummary>(json);

    public string Write() => JsonSerializer.Serialize(this);
}
