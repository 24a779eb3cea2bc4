using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>What a machine may lack: the test is skipped, or fails where <c>PLYR_REQUIRE</c> lists it.</summary>
internal static class Requirement
{
    public static void Missing(string name, string reason)
    {
        if ((Environment.GetEnvironmentVariable("PLYR_REQUIRE") ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(name))
            Assert.Fail(reason);
        Assert.Ignore(reason);
    }
}
