using Microsoft.Playwright;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>One browser for all tests of the page, started by the first: Debian's Chromium, which calls nobody.</summary>
internal static class Chromium
{
    private const string Executable = "/usr/bin/chromium";

    // Generous, because a machine that builds at the same time is slow; what is there is seen at once all the same.
    private const float PatienceMilliseconds = 90_000;

    // A browser that does not start fails all tests of the page.
    private const float LaunchMilliseconds = 120_000;

    // Each window would load two pages of the address bar, and start a process for a page that no test opens. That
    // takes half of the processor time.
    private static readonly string[] DisabledForSpeed =
        ["SpareRendererForSitePerProcess", "WebUIOmniboxAimPopup", "WebUIOmniboxPopup"];

    // Chromium reads only the last list of features, so this one repeats what Playwright disables.
    private static readonly string[] DisabledByPlaywright =
    [
        "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
        "BlockOriginHeaderModificationOnRedirect", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider",
        "GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying",
        "OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning", "Translate",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        $"--disable-features={string.Join(',', [.. DisabledByPlaywright, .. DisabledForSpeed])}",
    ];

    private static readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> Launched = new(LaunchAsync);

    /// <summary>Skips the test where the browser is not installed.</summary>
    public static void Demand()
    {
        if (!File.Exists(Executable))
            Requirement.Missing("chromium", $"There is no {Executable}; install Debian's package chromium to test the page.");
    }

    /// <summary>A browser window with an empty profile.</summary>
    public static async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        var context = await (await Launched.Value).Browser.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMilliseconds);
        return context;
    }

    public static async Task StopAsync()
    {
        if (Launched is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            return;
        var (playwright, browser) = await Launched.Value;
        await browser.CloseAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var options = new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args = Arguments,
            Timeout = LaunchMilliseconds,
        };
        return (playwright, await playwright.Chromium.LaunchAsync(options));
    }
}
