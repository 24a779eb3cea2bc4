using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>Search, order, filters, and the address that holds them.</summary>
[TestFixture]
internal sealed class FindTests : PageTest
{
    private ILocator Titles => Page.GetByTestId("track-title");

    private ILocator Status => Page.GetByTestId("tracks-status");

    [Test]
    public async Task Typing_searches_titles_and_tags_and_says_how_many_match()
    {
        await AddTrackAsync("Low tide", "calm");
        await AddTrackAsync("High tide");
        await AddTrackAsync("Nine lanterns", "calm");
        await Screen.OpenAsync();
        await Expect(Status).ToHaveTextAsync("3 tracks");
        await Page.GetByTestId("search").FillAsync("calm");
        await Expect(Titles).ToHaveTextAsync(["Nine lanterns", "Low tide"]);
        await Expect(Status).ToHaveTextAsync("2 of 3 tracks");
        await Page.GetByTestId("search").FillAsync("calm tide");
        await Expect(Titles).ToHaveTextAsync(["Low tide"]);
        await Expect(Page.GetByTestId("search")).ToBeFocusedAsync();
        await Page.GetByTestId("search").FillAsync("nothing like it");
        await Expect(Status).ToHaveTextAsync("No track matches.");

        await Page.ReloadAsync();
        await Expect(Page.GetByTestId("search")).ToHaveValueAsync("nothing like it");
        await Screen.Filters.ClickAsync();
        await Expect(Titles).ToHaveCountAsync(3);
        await Expect(Page.GetByTestId("search")).ToHaveValueAsync("");
    }

    [Test]
    public async Task The_order_is_chosen_and_stays_with_every_link()
    {
        await AddTrackAsync("Beta", "calm");
        await AddTrackAsync("Alpha", "calm");
        await AddTrackAsync("Gamma");
        await Screen.OpenAsync();
        await Expect(Titles).ToHaveTextAsync(["Gamma", "Alpha", "Beta"]);
        await Page.GetByTestId("sort").SelectOptionAsync("title");
        await Expect(Titles).ToHaveTextAsync(["Alpha", "Beta", "Gamma"]);
        await Page.GetByTestId("tag").First.ClickAsync();
        await Expect(Titles).ToHaveTextAsync(["Alpha", "Beta"]);
        await Expect(Page.GetByTestId("sort")).ToHaveValueAsync("title");
    }

    [Test]
    public async Task The_librarys_numbers_and_bars_lead_to_just_those_tracks()
    {
        await AddTrackAsync("Analysed");
        var forgotten = await AddTrackAsync("Forgotten");
        (await Host.Api.Http.DeleteAsync($"/tracks/{forgotten}/genres")).Dispose();
        await Screen.OpenAsync();
        await Page.GetByTestId("library-missing").ClickAsync();
        await Expect(Titles).ToHaveTextAsync(["Forgotten"]);
        await Expect(Screen.Filters).ToContainTextAsync("State: No genres yet");
        await Expect(Status).ToHaveTextAsync("1 of 2 tracks");

        await Page.GetByTestId("library-genre").ClickAsync();
        await Expect(Titles).ToHaveTextAsync(["Analysed"]);
        await Expect(Page.GetByTestId("library-genre")).ToHaveAttributeAsync("aria-current", "true");
        await Page.GetByTestId("all-tracks").ClickAsync();
        await Expect(Titles).ToHaveCountAsync(2);
    }

    [Test]
    public async Task Back_restores_the_list_and_where_it_stood()
    {
        await OpenWindowAsync(1280, 400);
        // Settled, because a row that changes its height moves the others.
        for (var number = 0; number < 12; number++)
            await AddTrackAsync($"Track {number}", number == 0 ? ["calm"] : []);
        await Screen.OpenAsync();
        await Expect(Titles).ToHaveCountAsync(12);
        var tag = Page.GetByTestId("tag").First;
        await Page.EvaluateAsync("() => document.addEventListener('click', () => { window.leftAt = scrollY; }, { capture: true })");
        await tag.ClickAsync();
        await Expect(Titles).ToHaveCountAsync(1);
        var before = await Page.EvaluateAsync<double>("() => window.leftAt");
        Assert.That(before, Is.GreaterThan(100));

        await Page.GoBackAsync();
        await Expect(Titles).ToHaveCountAsync(12);
        await Page.WaitForFunctionAsync("before => Math.abs(scrollY - before) < 2", before);
    }

    [Test]
    public async Task Tracks_of_other_clients_appear_and_disappear_by_themselves()
    {
        // Longer than the page waits until it looks again.
        const string Pause = "00:30";
        await Page.Clock.InstallAsync();
        await Screen.OpenAsync();
        await Expect(Status).ToHaveTextAsync("No tracks yet. Upload one to begin.");

        var id = await AddTrackAsync("From elsewhere");
        await Page.Clock.FastForwardAsync(Pause);
        await Expect(Titles).ToHaveTextAsync(["From elsewhere"]);

        (await Host.Api.Http.DeleteAsync($"/tracks/{id}")).Dispose();
        await Page.Clock.FastForwardAsync(Pause);
        await Expect(Titles).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Edits_by_other_clients_appear_by_themselves()
    {
        var id = await AddTrackAsync("Old");
        await Screen.OpenAsync();
        await EditElsewhereAsync(id, "New", "theirs");

        await Screen.LookAgainAsync();

        await Expect(Titles).ToHaveTextAsync(["New"]);
        await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(["theirs"]);
    }

    [Test]
    public async Task On_a_phone_the_library_is_above_the_list_and_folded_away()
    {
        await AddTrackAsync("Low tide");
        await OpenWindowAsync(390, 844);
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("library-genre")).ToBeHiddenAsync();
        await Expect(Screen.UploadForm).ToBeHiddenAsync();
        await Expect(Page.GetByTestId("library-summary")).ToContainTextAsync("1 track");
        await Page.GetByTestId("library-toggle").ClickAsync();
        await Page.GetByTestId("library-genre").ClickAsync();
        await Expect(Titles).ToHaveTextAsync(["Low tide"]);
        await Expect(Page.GetByTestId("tracks-heading")).ToBeInViewportAsync();
    }

    [TestCase(360)]
    [TestCase(1280)]
    public async Task A_row_is_at_most_96_pixels_high(int width)
    {
        await AddTrackAsync("A title that is much longer than any row is wide, even on a large screen that stands on a large desk", "one", "two", "three", "four", "five", "six");
        await AddTrackAsync("Short");
        await OpenWindowAsync(width, 800);
        await Screen.OpenAsync();
        foreach (var row in await Screen.Rows.AllAsync())
            Assert.That((await row.BoundingBoxAsync())!.Height, Is.LessThanOrEqualTo(96));
        await Expect(Page.GetByTestId("more-tags")).ToHaveTextAsync("+1");
    }
}
