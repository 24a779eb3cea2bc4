using NUnit.Framework;
using NUnit.Framework.Interfaces;
using Plyr.Genres.IntegrationTests;
using Plyr.Genres.IntegrationTests.Secrets;

[assembly: WithoutSecrets]

namespace Plyr.Genres.IntegrationTests;

/// <summary>What lasts as long as the whole run of these tests: the watch for secrets.</summary>
[SetUpFixture]
internal sealed class WholeRun
{
    [OneTimeSetUp]
    public void Start() => _ = WatchedSecrets.Watch;

    /// <summary>Fails when a secret came out after the last test.</summary>
    [OneTimeTearDown]
    public void End()
    {
        var watch = WatchedSecrets.Watch;
        watch.Dispose();
        Assert.That(watch.Take(), Is.Empty, "a secret came out where none belongs");
    }
}

/// <summary>
/// Fails the test during which a secret came out; where tests run side by side, the one that ends next.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class WithoutSecretsAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test) =>
        Assert.That(WatchedSecrets.Watch.Take(), Is.Empty, "a secret came out where none belongs");
}
