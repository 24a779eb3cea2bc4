using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>A process without ICU, which can't compose letters and accents.</summary>
[TestFixture]
internal sealed class InvariantGlobalizationTests
{
    [TestCase("1", true)]
    [TestCase("0", false)]
    public async Task Command_warns_when_names_can_not_be_composed(string invariant, bool warns)
    {
        using var library = await SeededLibrary.CreateAsync(("fresh", 1));
        var environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = invariant };

        var result = await HostCommand.RunAsync(environment, "backfill", "--dry-run", "--data", library.Path);

        Assert.That(result.Code, Is.Zero, result.Error);
        Assert.That(result.Error.Contains("invariant globalization mode", StringComparison.Ordinal), Is.EqualTo(warns));
    }
}
