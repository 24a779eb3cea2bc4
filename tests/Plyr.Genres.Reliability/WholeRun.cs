using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Page;
using Plyr.Genres.IntegrationTests.Secrets;
using Plyr.Genres.IntegrationTests.Support;

[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

namespace Plyr.Genres.Reliability;

/// <summary>Watches the whole run for secrets, and prints its figures.</summary>
[SetUpFixture]
internal sealed class WholeRun
{
    [OneTimeSetUp]
    public void Start() => _ = WatchedSecrets.Watch;

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await SharedPostgres.StopAsync();
        await Chromium.StopAsync();
        var watch = WatchedSecrets.Watch;
        watch.Dispose();
        Figures.Add("secrets", $"{watch.Texts:N0} texts", $"{watch.Found} found");
        // The runner shows what is written to the error stream, and nothing else.
        TestContext.Error.WriteLine(Figures.Table());
        Assert.That(watch.Take(), Is.Empty, "a secret came out where none belongs");
    }
}
