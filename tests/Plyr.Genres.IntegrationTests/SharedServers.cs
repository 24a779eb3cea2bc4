using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests;

/// <summary>Ends what all tests shared.</summary>
[SetUpFixture]
internal sealed class SharedServers
{
    [OneTimeTearDown]
    public Task StopAsync() => SharedPostgres.StopAsync();
}
