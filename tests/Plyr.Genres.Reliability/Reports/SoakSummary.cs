using System.Text.Json;

namespace Plyr.Genres.Reliability.Reports;

/// <summary>What came of one long random run in the tests.</summary>
/// <param name="Database">On which database.</param>
/// <param name="Operations">What people, requests and tasks did.</param>
/// <param name="Violations">How many promises were broken.</param>
internal sealed record SoakSummary(string Database, long Operations, int Violations)
{
    /// <summary>The file in which the integration tests leave it, beside themselves.</summary>
    public string FileName => $"soak-{Database}.json";

    /// <summary>What the last run of the tests left.</summary>
    public static string[] FilesIn(string repository) => Directory.GetFiles(Path.GetDirectoryName(SecretSummary.PathIn(repository))!, "soak-*.json");

    public static SoakSummary? Read(string json) => JsonSerializer.Deserialize<SoakSummary>(json);

    public string Write() => JsonSerializer.Serialize(this);
}
