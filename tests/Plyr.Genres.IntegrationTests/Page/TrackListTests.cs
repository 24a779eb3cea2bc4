using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

[TestFixture]
internal sealed class TrackListTests : PageTest
{
    private ILocator Player => Page.GetByTestId("player");

    [Test]
    public async Task Each_track_shows_its_title_its_artist_its_tags_and_what_was_heard()
    {
        var id = await AddTrackAsync("Low tide", "mine", "late night");
        await AddTrackAsync("Nine lanterns");
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("track-title")).ToHaveTextAsync(["Nine lanterns", "Low tide"]);
        await Expect(Page.GetByTestId("tracks-status")).ToHaveTextAsync("2 tracks");
        var row = Screen.Row(id);
        await Expect(row.GetByTestId("track-byline")).ToContainTextAsync("An artist · ");
        await Expect(row.GetByTestId("tag")).ToHaveTextAsync(["mine", "late night"]);
        await Expect(row.GetByTestId("prediction")).ToHaveTextAsync(["+ electronic 50%", "+ ambient 50%", "+ house 49%"]);
    }

    [Test]
    public async Task The_player_plays_a_track_pauses_it_and_goes_on_to_another()
    {
        var first = await AddLongTrackAsync("First");
        var second = await AddTrackAsync("Second");
        await Screen.OpenAsync();
        await Expect(Player).ToBeHiddenAsync();
        await Screen.Row(first).GetByTestId("play").ClickAsync();
        await Expect(Screen.Row(first).GetByTestId("play")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Page.GetByTestId("player-title")).ToHaveTextAsync("First, An artist");
        await Page.WaitForFunctionAsync("() => document.getElementById('player-audio').currentTime > 0");

        await Screen.Row(first).GetByTestId("play").ClickAsync();
        await Expect(Screen.Row(first).GetByTestId("play")).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.That(await Page.GetByTestId("player-audio").EvaluateAsync<bool>("audio => audio.paused"), Is.True);

        await Screen.Row(second).GetByTestId("play").ClickAsync();
        await Expect(Page.GetByTestId("player-title")).ToHaveTextAsync("Second, An artist");
        await Expect(Page.GetByTestId("player-audio")).ToHaveAttributeAsync("src", $"/tracks/{second}/audio");
    }

    [Test]
    public async Task Space_pauses_the_player_and_its_button_closes_it()
    {
        var id = await AddLongTrackAsync("First");
        await Screen.OpenAsync();
        await Screen.Row(id).GetByTestId("play").ClickAsync();
        await Expect(Screen.Row(id).GetByTestId("play")).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.GetByTestId("tracks-heading").FocusAsync();
        await Page.Keyboard.PressAsync("Space");
        await Expect(Screen.Row(id).GetByTestId("play")).ToHaveAttributeAsync("aria-pressed", "false");
        await Page.GetByTestId("player-close").ClickAsync();
        await Expect(Player).ToBeHiddenAsync();
        await Expect(Screen.Row(id).GetByTestId("play")).ToBeFocusedAsync();
    }

    [Test]
    public async Task The_player_shows_a_title_as_it_was_edited()
    {
        var id = await AddTrackAsync("First");
        await Screen.OpenAsync();
        await Screen.Row(id).GetByTestId("play").ClickAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByTestId("edit-title").FillAsync("Second");
        await Screen.SaveAsync();
        await Expect(Page.GetByTestId("player-title")).ToHaveTextAsync("Second, An artist");
    }

    [Test]
    public async Task Audio_that_cant_be_played_is_said_to_be_so()
    {
        var id = await AddTrackAsync();
        await Page.RouteAsync("**/audio", route => route.FulfillAsync(new() { Status = 404 }));
        await Screen.OpenAsync();
        await Screen.Row(id).GetByTestId("play").ClickAsync();
        await Expect(Page.GetByTestId("player-error")).ToHaveTextAsync(
            "The audio can't be loaded or played. Check the connection, then try again.");
        await Expect(Screen.Row(id).GetByTestId("play")).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Test]
    public async Task Audio_that_could_not_be_loaded_is_loaded_again_when_it_is_played_again()
    {
        var id = await AddLongTrackAsync("Low tide");
        await Page.RouteAsync("**/audio", route => route.FulfillAsync(new() { Status = 404 }));
        await Screen.OpenAsync();
        await Screen.Row(id).GetByTestId("play").ClickAsync();
        await Expect(Page.GetByTestId("player-error")).ToBeVisibleAsync();
        await Page.UnrouteAsync("**/audio");

        await Screen.Row(id).GetByTestId("play").ClickAsync();

        await Expect(Screen.Row(id).GetByTestId("play")).ToHaveAttributeAsync("aria-pressed", "true");
        await Page.WaitForFunctionAsync("() => document.getElementById('player-audio').currentTime > 0");
        await Expect(Page.GetByTestId("player-error")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Many_pending_tracks_are_all_followed_until_they_are_settled()
    {
        const int Tracks = 23;
        await HoldModelAsync(async release =>
        {
            for (var i = 0; i < Tracks; i++)
                await AddUnsettledTrackAsync($"Track {i}", autoTag: true);
            await Screen.OpenAsync();
            await Expect(Page.GetByTestId("track-state").GetByText("Waiting, auto-tags follow")).ToHaveCountAsync(Tracks);
            var requests = new ConcurrentQueue<string>();
            Page.Request += (_, request) => requests.Enqueue(new Uri(request.Url).AbsolutePath);
            release();
            await Expect(Page.Locator("[data-state=fresh][data-classification=idle]")).ToHaveCountAsync(Tracks, new() { Timeout = 60_000 });
            Assert.That(requests.Distinct(), Is.SubsetOf(new[] { "/tracks", "/library", "/health", "/backfill" }), "No track is asked for alone.");
        });
    }

    [Test]
    public async Task A_track_that_is_pending_when_the_page_is_loaded_is_followed_until_it_is_settled()
    {
        await HoldModelAsync(async release =>
        {
            var id = await AddUnsettledTrackAsync(tags: ["mine"], autoTag: true);
            await Screen.OpenAsync();
            await Expect(Screen.Row(id)).ToContainTextAsync("Waiting");
            release();
            await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(["mine", "electronic", "ambient", "house"], new() { Timeout = 30_000 });
        });
    }

    [Test]
    public async Task Tags_that_the_library_added_are_marked_apart_from_those_that_people_typed()
    {
        var id = await AddUnsettledTrackAsync(tags: ["mine", "Ambient"], autoTag: true);
        await Host.Api.SettledAsync(id);
        await Screen.OpenAsync();
        var tags = Screen.Row(id).GetByTestId("tag");
        await Expect(tags).ToHaveTextAsync(["mine", "ambient", "electronic", "house"]);
        Assert.That(await tags.EvaluateAllAsync<string[]>("tags => tags.map(tag => tag.dataset.auto)"), Is.EqualTo(new[] { "false", "false", "true", "true" }));
        await Expect(tags.Nth(2)).ToHaveAccessibleDescriptionAsync("Added automatically");
    }

    [TestCase("folk, world, & country")]
    [TestCase("100% #1? a+b")]
    [TestCase("Çağrı é 日本 🎷")]
    [TestCase("funk / soul")]
    public async Task A_tag_leads_to_the_tracks_that_carry_it(string tag)
    {
        var with = await AddTrackAsync("With", tag);
        var without = await AddTrackAsync("Without", "other");
        await Screen.OpenAsync();
        await Screen.Row(with).GetByTestId("tag").ClickAsync();
        await Expect(Screen.Row(without)).ToHaveCountAsync(0);
        await Expect(Screen.Row(with)).ToBeVisibleAsync();
        await Expect(Screen.Filters).ToContainTextAsync(tag.ToLowerInvariant());
        await Expect(Page.GetByTestId("tracks-heading")).ToBeFocusedAsync();
        await Page.ReloadAsync();
        await Expect(Page.GetByTestId("track-title")).ToHaveTextAsync("With");
        await Page.GetByTestId("all-tracks").ClickAsync();
        await Expect(Page.GetByTestId("track-title")).ToHaveTextAsync(["Without", "With"]);
    }

    [Test]
    public async Task An_empty_library_invites_to_an_upload()
    {
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("tracks-status")).ToHaveTextAsync("No tracks yet. Upload one to begin.");
        await Expect(Page.GetByTestId("library")).ToContainTextAsync("No track has a recognised genre yet.");
    }

    [Test]
    public async Task More_tracks_than_fit_on_a_page_are_shown_on_demand_and_the_focus_goes_to_the_first_new_one()
    {
        var track = (await Host.Api.TrackAsync(await AddTrackAsync())).GetRawText();
        await Page.RouteAsync("**/tracks?sort=newest&take=50", route => route.FulfillAsync(Listing(track, 1, 2, next: 2)));
        await Page.RouteAsync("**/tracks?sort=newest&take=50&after=2", async route =>
        {
            // The page reads the whole list again when it looks for changes.
            const string list = "**/tracks?sort=newest&take=50";
            await Page.UnrouteAsync(list);
            await Page.RouteAsync(list, again => again.FulfillAsync(Listing(track, 1, 4, next: null)));
            await route.FulfillAsync(Listing(track, 3, 4, next: null));
        });
        await Screen.OpenAsync();
        await Expect(Screen.Rows).ToHaveCountAsync(2);
        await Page.GetByTestId("load-more").ClickAsync();
        await Expect(Screen.Rows).ToHaveCountAsync(4);
        await Expect(Screen.Row(3).GetByTestId("play")).ToBeFocusedAsync();
        await Expect(Page.GetByTestId("load-more")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Only_preloaded_scripts_are_loaded_before_the_first_list_and_the_forms_after_it()
    {
        var paths = new ConcurrentQueue<string>();
        Page.Request += (_, request) => paths.Enqueue(new Uri(request.Url).AbsolutePath);

        await Screen.OpenAsync();

        var beforeList = paths.TakeWhile(path => path != "/tracks");
        var preloaded = await Page.Locator("link[rel=modulepreload]").EvaluateAllAsync<string[]>(
            "links => links.map(link => link.getAttribute('href'))");
        Assert.Multiple(() =>
        {
            Assert.That(
                beforeList.Where(path => path.StartsWith("/js/", StringComparison.Ordinal)),
                Is.EquivalentTo(preloaded.Append("/js/main.js")));
            Assert.That(paths, Does.Contain("/js/forms.js"));
        });
    }

    [Test]
    public async Task A_list_that_cant_be_loaded_says_so_and_can_be_tried_again()
    {
        await AddTrackAsync("Low tide");
        await Page.RouteAsync("**/tracks?*", route => route.AbortAsync(), new() { Times = 1 });
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("tracks-error")).ToContainTextAsync("The server can't be reached.");
        await Page.GetByTestId("retry").ClickAsync();
        await Expect(Page.GetByTestId("track-title")).ToHaveTextAsync("Low tide");
        await Expect(Page.GetByTestId("tracks-error")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Error_of_an_action_in_a_row_far_below_is_in_view()
    {
        await OpenWindowAsync(1280, 500);
        var last = await AddTrackAsync("Low tide");
        for (var number = 0; number < 9; number++)
            await AddTrackAsync($"Track {number}");
        await Page.RouteAsync($"**/tracks/{last}", route => route.AbortAsync());
        await Screen.OpenAsync();

        await Screen.Row(last).GetByTestId("prediction").First.ClickAsync();

        await Expect(Page.GetByTestId("tracks-error")).ToContainTextAsync("The server can't be reached.");
        await Expect(Page.GetByTestId("tracks-error")).ToBeInViewportAsync();
        Assert.That(await Page.EvaluateAsync<double>("() => scrollY"), Is.GreaterThan(0));
    }

    [Test]
    public async Task More_tracks_are_not_offered_while_another_view_is_loaded()
    {
        var track = (await Host.Api.TrackAsync(await AddTrackAsync())).GetRawText();
        var held = new TaskCompletionSource();
        await Page.RouteAsync(
            "**/tracks?sort=newest&take=50", route => route.FulfillAsync(Listing(track, 1, 2, next: 2)));
        await Page.RouteAsync("**/tracks?sort=title&take=50", async route =>
        {
            await held.Task;
            await route.FulfillAsync(Listing(track, 3, 4, next: 4));
        });
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("load-more")).ToBeVisibleAsync();

        await Page.GetByTestId("sort").SelectOptionAsync("title");

        await Expect(Page.GetByTestId("track-list")).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(Page.GetByTestId("load-more")).ToBeHiddenAsync();
        held.SetResult();
        await Expect(Page.GetByTestId("load-more")).ToBeVisibleAsync();
        await Expect(Screen.Rows).ToHaveCountAsync(2);
        await Expect(Screen.Row(3)).ToBeVisibleAsync();
    }

    [Test]
    public async Task List_that_could_not_be_loaded_is_shown_by_the_next_look_without_the_error()
    {
        var track = (await Host.Api.TrackAsync(await AddTrackAsync())).GetRawText();
        await Page.RouteAsync(
            "**/tracks?sort=newest&take=*", route => route.FulfillAsync(Listing(track, 1, 201, next: null)));
        await Page.RouteAsync("**/tracks?sort=title&take=50", route => route.AbortAsync());
        await Page.RouteAsync(
            "**/tracks?sort=title&take=200", route => route.FulfillAsync(Listing(track, 301, 302, next: 302)));
        await Screen.OpenAsync();
        await Expect(Screen.Rows).ToHaveCountAsync(201);
        await Page.GetByTestId("sort").SelectOptionAsync("title");
        await Screen.FocusAsync(Page.GetByTestId("retry"));

        await Screen.LookAgainAsync();

        await Expect(Screen.Rows).ToHaveCountAsync(2);
        await Expect(Screen.Row(301)).ToBeVisibleAsync();
        await Expect(Page.GetByTestId("load-more")).ToBeVisibleAsync();
        await Expect(Page.GetByTestId("tracks-error")).ToBeHiddenAsync();
        await Expect(Page.GetByTestId("tracks-heading")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Deleted_tracks_leave_a_long_list_when_the_rest_fits_in_one_answer()
    {
        var track = (await Host.Api.TrackAsync(await AddTrackAsync())).GetRawText();
        await Page.RouteAsync(
            "**/tracks?sort=newest&take=50", route => route.FulfillAsync(Listing(track, 1, 201, next: null)));
        await Page.RouteAsync(
            "**/tracks?sort=newest&take=200", route => route.FulfillAsync(Listing(track, 1, 199, next: null)));
        await Screen.OpenAsync();
        await Expect(Screen.Row(201)).ToHaveCountAsync(1);

        await Screen.LookAgainAsync();

        await Expect(Screen.Rows).ToHaveCountAsync(199);
    }

    [Test]
    public async Task Retry_of_a_list_moves_the_focus_to_the_heading()
    {
        await AddTrackAsync("Low tide");
        await Page.RouteAsync("**/tracks?*", route => route.AbortAsync(), new() { Times = 1 });
        await Screen.OpenAsync();
        await Screen.FocusAsync(Page.GetByTestId("retry"));

        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByTestId("track-title")).ToHaveTextAsync("Low tide");
        await Expect(Page.GetByTestId("tracks-heading")).ToBeFocusedAsync();
    }

    private static RouteFulfillOptions Listing(string track, int first, int last, int? next)
    {
        var tracks = Enumerable.Range(first, last - first + 1).Select(id =>
        {
            var copy = JsonSerializer.Deserialize<Dictionary<string, object>>(track)!;
            copy["id"] = id;
            return copy;
        });
        return new RouteFulfillOptions { ContentType = "application/json", Body = JsonSerializer.Serialize(new { tracks, next }) };
    }

    /// <summary>Lets the model answer nothing until the test releases it.</summary>
    private async Task HoldModelAsync(Func<Action, Task> test)
    {
        var gate = new TaskCompletionSource();
        var script = Host.Classifier.Script;
        Host.Classifier.Script = async (run, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return await script(run, cancellation);
        };
        try
        {
            await test(gate.SetResult);
        }
        finally
        {
            gate.TrySetResult();
            Host.Classifier.Script = script;
        }
    }
}
