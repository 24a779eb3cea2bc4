using System.Text.Json;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>Titles, artists, tags and genres as bad people or broken systems write them.</summary>
[TestFixture]
internal sealed class StrangeTextTests : PageTest
{
    private const string Markup = "<img src=x onerror=\"window.hacked=1\"><b>'bold'</b>";
    private const string RightToLeft = "\u202Eevil\u2067";
    private static readonly string Megabyte = new('W', 1_000_000);

    [Test]
    public async Task Markup_is_shown_as_text_wherever_it_stands()
    {
        const string tag = "<i onclick=\"window.hacked=1\">\"x\"</i>";
        var id = await AddTrackAsync("To be replaced", tag);
        await ShowInsteadAsync(id, track =>
        {
            track["title"] = Markup;
            track["artist"] = Markup;
            track["genres"] = Genres(Markup);
        });
        await Page.RouteAsync("**/library", route => route.FulfillAsync(new()
        {
            Body = JsonSerializer.Serialize(new { tracks = 1, states = new { fresh = 1, stale = 0, failed = 0, missing = 0 }, pending = 0, auto_tagged = 0, genres = new[] { new { name = Markup, tracks = 1 } } }),
        }));
        await Page.RouteAsync("**/health", route => route.FulfillAsync(new() { Body = JsonSerializer.Serialize(new { ready = false, reasons = new[] { Markup } }) }));
        const string suggestion = "<script>window.hacked=1</script>";
        await Page.RouteAsync(SuggestionRequests.Pattern, route => route.FulfillAsync(SuggestionRequests.Names(id, suggestion)));
        await Screen.OpenAsync();

        await Expect(Screen.Row(id).GetByTestId("track-title")).ToHaveTextAsync(Markup);
        await Expect(Screen.Row(id).GetByTestId("track-byline")).ToContainTextAsync(Markup);
        await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(tag);
        await Expect(Screen.Row(id).GetByTestId("prediction")).ToContainTextAsync(Markup);
        await Expect(Page.GetByTestId("library-genre")).ToContainTextAsync(Markup);
        await Expect(Page.GetByTestId("health")).ToContainTextAsync(Markup);
        await Screen.Row(id).GetByTestId("play").ClickAsync();
        await Expect(Page.GetByTestId("player-title")).ToHaveTextAsync($"{Markup}, {Markup}");
        await Screen.EditAsync(id);
        await Screen.Chips.ClickAsync();
        await Expect(Screen.ChosenTags).ToHaveTextAsync([tag, suggestion]);
        await Screen.DiscardAsync();
        await Screen.Row(id).GetByTestId("tag").ClickAsync();
        await Expect(Screen.Filters).ToContainTextAsync(tag);

        await Expect(Page.Locator("img[src=x], b, i, body script")).ToHaveCountAsync(0);
        Assert.That(await Page.EvaluateAsync<string>("() => typeof window.hacked"), Is.EqualTo("undefined"));
    }

    [Test]
    public async Task Direction_marks_turn_nothing_but_the_text_that_holds_them()
    {
        var id = await AddTrackAsync("A title", RightToLeft);
        await ShowInsteadAsync(id, track =>
        {
            track["title"] = RightToLeft;
            track["artist"] = RightToLeft;
        });
        await Page.RouteAsync(SuggestionRequests.Pattern, route => route.FulfillAsync(SuggestionRequests.Names(id, "שלום " + RightToLeft)));
        await Screen.OpenAsync();

        var row = Screen.Row(id);
        await AssertLeftOfAsync(row.Locator(".track-byline bdi"), row.Locator(".track-byline time"));
        await row.GetByTestId("play").ClickAsync();
        await AssertLeftOfAsync(Page.GetByTestId("player-title").Locator("bdi").First, Page.GetByTestId("player-title").Locator("bdi").Last);
        await Screen.EditAsync(id);
        var plus = await Screen.Chips.EvaluateAsync<double>("chip => { const range = document.createRange(); range.selectNode(chip.firstChild); return range.getBoundingClientRect().right; }");
        var name = await Screen.Chips.Locator("bdi").BoundingBoxAsync();
        Assert.That(plus, Is.LessThanOrEqualTo(name!.X + 0.5));
        await AssertLeftOfAsync(Screen.ChosenTags, Screen.Dialog.GetByTestId("remove-tag"));
    }

    [Test]
    public async Task A_megabyte_in_each_place_leaves_the_page_in_shape()
    {
        var id = await AddTrackAsync();
        await ShowInsteadAsync(id, track =>
        {
            track["title"] = Megabyte;
            track["artist"] = Megabyte;
            track["tags"] = new[] { Megabyte };
            track["genres"] = Genres(Megabyte);
        });
        await Page.RouteAsync(SuggestionRequests.Pattern, route => route.FulfillAsync(SuggestionRequests.Names(id, Megabyte, "house")));
        await Screen.OpenAsync();
        var row = await Screen.Row(id).BoundingBoxAsync();
        Assert.That(row!.Height, Is.LessThanOrEqualTo(96));
        await Screen.EditAsync(id);
        await Expect(Screen.ChipNames).ToHaveTextAsync(["house"]);
        var dialog = await Screen.Dialog.BoundingBoxAsync();
        Assert.That(dialog!.Width, Is.LessThanOrEqualTo(600));
        Assert.That(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), Is.True);
    }

    [Test]
    public async Task A_megabyte_as_a_title_is_refused_by_the_host_and_the_page_says_so_in_one_sentence()
    {
        var id = await AddTrackAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        var title = Screen.Dialog.GetByTestId("edit-title");
        await title.EvaluateAsync("input => input.removeAttribute('maxlength')");
        await title.FillAsync(Megabyte);
        await Screen.Dialog.GetByTestId("save").ClickAsync();
        await Expect(Screen.Dialog.GetByTestId("edit-error")).ToHaveTextAsync("The request is too large.");
    }

    [Test]
    public async Task The_content_security_policy_lets_nothing_inline_run()
    {
        ProvokesErrors = true;
        var response = await Page.GotoAsync(Host.App.Address.AbsoluteUri);
        var policy = response!.Headers["content-security-policy"];
        Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("script-src 'self'").And.Contain("style-src 'self'"));
        Assert.That(policy, Does.Not.Contain("unsafe").And.Not.Contain("*"));

        var violated = await Page.EvaluateAsync<string[]>(
            """
            async () => {
              const violated = [];
              const all = new Promise(resolve => document.addEventListener("securitypolicyviolation", event => {
                violated.push(event.effectiveDirective);
                if (violated.length === 3) resolve();
              }));
              const script = document.createElement("script");
              script.textContent = "window.hacked = 1";
              const place = document.createElement("div");
              place.innerHTML = "<b onclick='window.hacked = 2' style='color: red'>x</b>";
              document.body.append(script, place);
              place.firstChild.click();
              await all;
              return violated;
            }
            """);
        Assert.That(violated, Is.EquivalentTo(new[] { "script-src-elem", "script-src-attr", "style-src-attr" }));
        Assert.That(await Page.EvaluateAsync<string>("() => typeof window.hacked"), Is.EqualTo("undefined"));
    }

    private static object Genres(string name) => new { state = "fresh", predictions = new[] { new { name, confidence = 0.5 } }, auto_tags = Array.Empty<string>(), failure = (string?)null };

    /// <summary>Changes the track on its way to the page's list: what a database of other systems may hold is not what the host would take.</summary>
    private async Task ShowInsteadAsync(long id, Action<Dictionary<string, object>> change)
    {
        var track = JsonSerializer.Deserialize<Dictionary<string, object>>((await Host.Api.TrackAsync(id)).GetRawText())!;
        change(track);
        var body = JsonSerializer.Serialize(new { tracks = new[] { track }, next = (long?)null });
        await Page.RouteAsync("**/tracks?*", route => route.FulfillAsync(new() { ContentType = "application/json", Body = body }));
    }

    private static async Task AssertLeftOfAsync(ILocator left, ILocator right)
    {
        var first = await left.BoundingBoxAsync();
        var second = await right.BoundingBoxAsync();
        Assert.That(first!.X + first.Width, Is.LessThanOrEqualTo(second!.X + 0.5));
    }
}
