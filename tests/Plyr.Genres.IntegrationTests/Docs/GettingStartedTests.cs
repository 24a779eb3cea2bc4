using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Example.GettingStarted;
using Example.Readme;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The hosts of README.md and getting-started.md, started on a free port and asked.</summary>
internal sealed class GettingStartedTests
{
    [Test]
    public async Task The_host_of_getting_started_suggests_tags()
    {
        await using var docs = await DocsHost.StartAsync();
        await using var app = GettingStarted.Build(docs.Arguments);
        var run = await StartAsync(app, GettingStarted.Run);

        using var http = Client(app);
        var suggestions = await http.GetFromJsonAsync<JsonElement>("tracks/1/recommended-tags?limit=3");
        Assert.That(
            suggestions.EnumerateObject().Select(property => property.Name),
            Is.EqualTo(new[] { "track_id", "tags", "available" }));
        Assert.That(suggestions.GetProperty("tags").GetArrayLength(), Is.EqualTo(3));
        Assert.That(await StatusAsync(http, "tracks/2/recommended-tags"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(
            await StatusAsync(http, "tracks/1/recommended-tags?limit=21"), Is.EqualTo(HttpStatusCode.BadRequest));

        app.Lifetime.StopApplication();
        await run;
    }

    [Test]
    public async Task An_upload_of_getting_started_is_classified_in_the_background()
    {
        await using var docs = await DocsHost.StartAsync();
        var tracks = new InMemoryTrackExtraStore();
        var builder = docs.Builder(tracks);
        builder.Services.AddPlyrGenres(builder.Configuration);
        GettingStarted.AddWorker(builder);
        await using var app = builder.Build();
        GettingStarted.MapUpload(app, tracks);
        await app.StartAsync();

        using var http = Client(app);
        var audio = Uri.EscapeDataString(docs.Simulator.Recording("second").AbsoluteUri);
        using var uploaded = await http.PostAsync($"tracks/2?fileId=second&audioUrl={audio}&autoTag=true", null);
        Assert.That(uploaded.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await Eventually.BecomesAsync(
            () => http.GetStringAsync("tracks/2"), tags => tags != "[]", "the track has its tags");
        Assert.That(docs.Simulator.Ledger.PaidRuns, Has.Count.EqualTo(1));
        await app.StopAsync();
    }

    [Test]
    public async Task Lines_of_the_readme_are_a_working_host()
    {
        await using var docs = await DocsHost.StartAsync();
        await using var app = ReadmeHost.Build(
            docs.Prepare(ReadmeHost.Create(docs.Arguments), new InMemoryTrackExtraStore()));
        var run = await StartAsync(app, ReadmeHost.Run);

        using var http = Client(app);
        var suggestions = await http.GetFromJsonAsync<JsonElement>("tracks/1/recommended-tags");
        Assert.That(suggestions.GetProperty("tags").GetArrayLength(), Is.EqualTo(5));
        Assert.That(await StatusAsync(http, "tracks/2/recommended-tags"), Is.EqualTo(HttpStatusCode.NotFound));

        app.Lifetime.StopApplication();
        await run;
    }

    /// <summary>Runs a host as its program does, and returns once it listens.</summary>
    /// <exception cref="Exception">The host did not start.</exception>
    private static async Task<Task> StartAsync(WebApplication app, Action<WebApplication> runProgram)
    {
        var started = new TaskCompletionSource();
        app.Lifetime.ApplicationStarted.Register(started.SetResult);
        var run = Task.Run(() => runProgram(app));
        await await Task.WhenAny(started.Task, run);
        return run;
    }

    private static HttpClient Client(WebApplication app) => new() { BaseAddress = new Uri(app.Urls.Single()) };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return answer.StatusCode;
    }
}
