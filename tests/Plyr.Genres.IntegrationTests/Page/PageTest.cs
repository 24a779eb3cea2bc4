using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>A host for each fixture, and for each test a browser window and an empty library. No test may leave an error in the console.</summary>
internal abstract class PageTest
{
    private readonly ConcurrentQueue<string> _console = new();
    private int _recordings;

    protected RunningHost Host { get; private set; } = null!;

    protected IBrowserContext Context { get; private set; } = null!;

    protected IPage Page { get; private set; } = null!;

    protected Screen Screen { get; private set; } = null!;

    /// <summary>Everything that the page has written to the console.</summary>
    protected IReadOnlyCollection<string> ConsoleLines => _console;

    /// <summary>Whether errors in the console are what the test provokes.</summary>
    protected bool ProvokesErrors { get; set; }

    protected virtual Task<RunningHost> StartAsync() => RunningHost.StartAsync();

    [OneTimeSetUp]
    public async Task StartHostAsync()
    {
        Chromium.Demand();
        Host = await StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopHostAsync()
    {
        if (Host is not null)
            await Host.DisposeAsync();
    }

    [SetUp]
    public Task StartTestAsync() => OpenWindowAsync();

    [TearDown]
    public async Task CloseWindowAsync()
    {
        await Context.CloseAsync();
        Context = null!;
        foreach (var track in (await Host.Api.GetAsync("/tracks?take=200")).GetProperty("tracks").EnumerateArray())
            (await Host.Api.Http.DeleteAsync($"/tracks/{track.Id()}")).Dispose();
        // Chromium itself notes each answer that is no success; that is the network's doing, not the page's.
        if (!ProvokesErrors)
            Assert.That(_console.Where(line => line.StartsWith("error", StringComparison.Ordinal) && !line.Contains("Failed to load resource", StringComparison.Ordinal)), Is.Empty);
    }

    /// <summary>Opens the window of a test.</summary>
    protected virtual Task OpenWindowAsync() => OpenWindowAsync(1280, 900);

    protected Task OpenWindowAsync(int width, int height, ReducedMotion motion = ReducedMotion.Reduce) =>
        OpenWindowAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ReducedMotion = motion });

    /// <summary>Opens a window; of another kind in the place of the first one, where a test asks for it.</summary>
    private async Task OpenWindowAsync(BrowserNewContextOptions options)
    {
        if (Context is not null)
            await Context.CloseAsync();
        ProvokesErrors = false;
        _console.Clear();
        Context = await Chromium.NewContextAsync(options);
        Page = await Context.NewPageAsync();
        Page.Console += (_, message) => _console.Enqueue($"{message.Type}: {message.Text}");
        Page.PageError += (_, error) => _console.Enqueue($"error: {error}");
        Screen = new Screen(Page, Host.App.Address);
    }

    /// <summary>Uploads a recording; it is classified when the task completes.</summary>
    protected async Task<long> AddTrackAsync(string title = "A title", params string[] tags)
    {
        var id = await AddUnsettledTrackAsync(title, tags);
        await Host.Api.SettledAsync(id);
        return id;
    }

    /// <summary>Uploads a recording that plays longer than a test on a busy machine.</summary>
    protected async Task<long> AddLongTrackAsync(string title)
    {
        var track = await Host.Api.UploadAsync(TestAudio.Wav(++_recordings, seconds: 300), title);
        await Host.Api.SettledAsync(track.Id());
        return track.Id();
    }

    protected async Task<long> AddUnsettledTrackAsync(string title = "A title", string[]? tags = null, bool autoTag = false)
    {
        var track = await Host.Api.UploadAsync(TestAudio.Wav(++_recordings), title, JsonSerializer.Serialize(tags ?? []), autoTag);
        return track.Id();
    }

    /// <summary>Changes the title and the tags of a track as another client does.</summary>
    protected async Task EditElsewhereAsync(long id, string title, params string[] tags)
    {
        using var response = await Host.Api.Http.PutAsJsonAsync($"/tracks/{id}", new { title, tags });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Deletes the genres of a track as another client does.</summary>
    protected async Task ForgetElsewhereAsync(long id)
    {
        using var response = await Host.Api.Http.DeleteAsync($"/tracks/{id}/genres");
        response.EnsureSuccessStatusCode();
    }

    protected async Task<string?[]> TagsOfAsync(long id) => (await Host.Api.TrackAsync(id)).Tags();
}
