using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

[TestFixture]
internal sealed class LibraryTests : PageTest
{
    private ILocator Library => Page.GetByTestId("library");

    [Test]
    public async Task The_library_counts_fresh_stale_failed_and_pending_tracks_and_draws_its_genres_as_bars()
    {
        var gate = new TaskCompletionSource();
        var before = Host.Classifier.Runs;
        Host.Classifier.Script = async (run, cancellation) =>
        {
            if (run - before > 4)
                await gate.Task.WaitAsync(cancellation);
            return (run - before) switch
            {
                1 or 2 => ScriptedClassifier.Answer("Electronic---Ambient"),
                3 => ScriptedClassifier.Answer("Jazz---Bop"),
                4 => throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "Too short."),
                _ => ScriptedClassifier.Answer("Rock---Post Rock"),
            };
        };
        var replaced = await AddTrackAsync("Replaced");
        await AddTrackAsync("Ambient");
        await AddTrackAsync("Bop");
        await AddTrackAsync("Too short");
        await AddUnsettledTrackAsync("Waiting");
        (await Host.Api.ReplaceAudioAsync(replaced, TestAudio.Wav(60))).Dispose();
        await Screen.OpenAsync();

        await Expect(Page.GetByTestId("library-summary")).ToHaveTextAsync("5 tracks, 0 auto-tagged");
        foreach (var (state, count) in new[] { ("fresh", 2), ("stale", 1), ("failed", 1), ("missing", 1), ("pending", 2) })
            await Expect(Page.GetByTestId($"library-{state}")).ToHaveTextAsync($"{count}");
        var genres = Page.GetByTestId("library-genre");
        await Expect(genres).ToHaveTextAsync(["electronic1", "jazz1"]);

        gate.SetResult();
        await Host.Api.SettledAsync(replaced);
        await Eventually.BecomesAsync(
            () => Host.Api.GetAsync("/library"), library => library.GetProperty("pending").GetInt64() == 0, "nothing is pending");
        await Screen.OpenAsync();
        await Expect(genres).ToHaveTextAsync(["rock2", "electronic1", "jazz1"]);
        var most = await WidthOfBarAsync(genres.First);
        Assert.That(await WidthOfBarAsync(genres.Nth(1)), Is.EqualTo(most / 2).Within(1));
        Assert.That(most, Is.GreaterThan(40));
    }

    [Test]
    public async Task Genres_beyond_the_first_twelve_are_shown_on_demand()
    {
        var genres = string.Join(',', Enumerable.Range(1, 14).Select(number => $$"""{"name":"genre {{number}}","tracks":{{20 - number}}}"""));
        await Page.RouteAsync("**/library", route => route.FulfillAsync(new()
        {
            ContentType = "application/json",
            Body = $$"""{"tracks":1234,"states":{"fresh":1234,"stale":0,"failed":0,"missing":0},"pending":0,"auto_tagged":0,"genres":[{{genres}}]}""",
        }));
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("library-summary")).ToHaveTextAsync("1,234 tracks, 0 auto-tagged");
        await Expect(Library.GetByText("genre 12", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Library.GetByText("genre 13", new() { Exact = true })).ToBeHiddenAsync();
        await Library.GetByText("2 more").ClickAsync();
        await Expect(Library.GetByText("genre 14", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Test]
    public async Task Button_for_further_genres_keeps_the_focus_when_the_numbers_change()
    {
        var tracks = 20;
        await Page.RouteAsync("**/library", route =>
        {
            var genres = string.Join(
                ',', Enumerable.Range(1, 14).Select(number => $$"""{"name":"genre {{number}}","tracks":1}"""));
            return route.FulfillAsync(new()
            {
                Body = $$"""
                    {"tracks":{{tracks}},"states":{"fresh":0,"stale":0,"failed":0,"missing":0},"pending":0,
                     "auto_tagged":0,"genres":[{{genres}}]}
                    """,
            });
        });
        await Screen.OpenAsync();
        await Screen.FocusAsync(Library.GetByText("2 more"));
        tracks = 21;

        await Screen.LookAgainAsync();

        await Expect(Page.GetByTestId("library-summary")).ToHaveTextAsync("21 tracks, 0 auto-tagged");
        await Expect(Library.GetByText("2 more")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Cost_is_shown_with_the_number_of_analyses()
    {
        await Page.RouteAsync("**/library", route => route.FulfillAsync(new()
        {
            Body = """
                {"tracks":3,"states":{"fresh":3,"stale":0,"failed":0,"missing":0},"pending":0,"auto_tagged":0,
                 "genres":[],"cost":{"total":0.0123,"runs":3,"today":0.0041,"runs_today":1}}
                """,
        }));

        await Screen.OpenAsync();

        await Expect(Page.GetByTestId("cost-total")).ToHaveTextAsync("$0.0123 (3 analyses)");
        await Expect(Page.GetByTestId("cost-today")).ToHaveTextAsync("$0.0041 (1 analysis)");
    }

    [TestCase("""{"tracks":""")]
    [TestCase(null)]
    public async Task A_library_that_cant_be_read_says_so_and_the_rest_of_the_page_works(string? body)
    {
        await AddTrackAsync("Low tide");
        await Page.RouteAsync("**/library", route => body is null ? route.AbortAsync() : route.FulfillAsync(new() { Body = body }));
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("library-error")).ToHaveTextAsync(body is null
            ? "The server can't be reached. Check the connection and try again." : "The server's answer can't be read. Try again.");
        await Expect(Page.GetByTestId("track-title")).ToHaveTextAsync("Low tide");
    }

    private static Task<double> WidthOfBarAsync(ILocator genre) =>
        genre.Locator(".bar-fill").EvaluateAsync<double>("bar => bar.getBoundingClientRect().width");
}
