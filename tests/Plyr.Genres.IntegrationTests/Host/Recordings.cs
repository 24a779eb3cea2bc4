using System.Security.Cryptography;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Which recordings were paid for.</summary>
internal static class Recordings
{
    public static string IdOf(byte[] audio) => Convert.ToHexStringLower(SHA256.HashData(audio));

    /// <summary>The recordings of all paid runs, in their order; twice where it was paid twice.</summary>
    public static string[] PaidFor(ReplicateSimulator simulator) =>
        [.. simulator.Ledger.PaidRuns.Select(run => run.AudioSha256 ?? "not read yet")];
}
