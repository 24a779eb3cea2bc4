using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host.Postgres;

namespace Plyr.Genres.Reliability;

/// <summary>Queries among as many tracks as a large site has.</summary>
[TestFixture]
internal sealed class MillionTracksTests
{
    [Test]
    public Task A_page_of_a_million_tracks_reads_the_index_and_only_its_own_rows() =>
        ListingPlanTests.AssertPlanAsync(tracks: 1_000_000);
}
