using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using Plyr.Genres.Host.Jobs;

namespace Plyr.Genres.IntegrationTests.Host;

/// <summary>Which claims a recovered job releases.</summary>
[TestFixture]
internal sealed class AbandonedClaimsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [TestCase("a", 0, true)]
    [TestCase("a", -1, false)]
    [TestCase("b", 0, false)]
    [TestCase("original", 0, true, "original")]
    [TestCase("a", 0, false, "original")]
    public async Task Claim_for_the_file_made_since_the_start_of_the_job_is_set_to_expired(
        string fileId, int seconds, bool isReleased, string? originalFileId = null)
    {
        var store = new InMemoryTrackExtraStore();
        var until = Start + TimeSpan.FromSeconds(seconds + 15) + PlyrGenresDefaults.Timeout;
        var claim = $$"""{"file_id":"{{fileId}}","until":"{{until:O}}"}""";
        store.Put(
            new Track { Id = 1, FileId = "a", OriginalFileId = originalFileId },
            $$"""{"plays":7,"genre_classification_claim":{{claim}}}""");
        await using var services = new ServiceCollection().AddOptions().BuildServiceProvider();
        var claims = new AbandonedClaims(store, services.GetRequiredService<IOptionsMonitor<PlyrGenresOptions>>());

        await claims.ReleaseAsync(1, "a", Start, CancellationToken.None);

        var expected = isReleased ? DateTimeOffset.UnixEpoch : until;
        Assert.That((await store.FindAsync(1))!.Extra.Claim, Is.EqualTo(new RunClaim(fileId, expected)));
        Assert.That(store.GetExtra(1), Does.StartWith("""{"plays":7,"""));
    }
}
