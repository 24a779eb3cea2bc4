using System.Collections.Concurrent;
using NUnit.Framework;

namespace Plyr.Genres.TestSupport;

/// <summary>What a machine may lack: the test is skipped, or fails where <c>PLYR_REQUIRE</c> lists it.</summary>
internal static class Requirement
{
    private static readonly ConcurrentDictionary<string, string> Printed = new();

    public static void Missing(string name, string reason)
    {
        if ((Environment.GetEnvironmentVariable("PLYR_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(name))
            Assert.Fail(reason);
        // The runner names each skipped test without its reason, and shows what is written to the error stream.
        if (Printed.TryAdd(name, reason))
            TestContext.Error.WriteLine($"Some tests are skipped: {reason}");
        Assert.Ignore(reason);
    }
}
