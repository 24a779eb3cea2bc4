using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>One browser for all tests of the page: Debian's Chromium, which calls nobody. Without it they are skipped.</summary>
[SetUpFixture]
internal sealed class Chromium
{
    private const string Executable = "/usr/bin/chromium";

    // Generous, because a machine that builds at the same time is slow; what is there is seen at once all the same.
    private const float PatienceMilliseconds = 30_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    /// <summary>A browser window with an empty profile.</summary>
    public static async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMilliseconds);
        return context;
    }

    [OneTimeSetUp]
    public async Task LaunchAsync()
    {
        if (!File.Exists(Executable))
            Requirement.Missing("chromium", $"There is no {Executable}; install Debian's package chromium to test the page.");
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = Arguments });
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}
