using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Package;
using Plyr.Genres.IntegrationTests.Page;
using Plyr.Genres.IntegrationTests.Support;

// More fixtures at once than a small machine has cores: most of them wait for a browser, a process or a database.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]

namespace Plyr.Genres.IntegrationTests;

/// <summary>Ends what the tests share: each is started by the first test that asks for it.</summary>
[SetUpFixture]
internal sealed class SharedServers
{
    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await SharedPostgres.StopAsync();
        await Chromium.StopAsync();
        Consumers.Remove();
        Packing.Remove();
    }
}
