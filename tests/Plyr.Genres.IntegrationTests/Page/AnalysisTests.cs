using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>What the page says about the analysis, and what a person can do about it.</summary>
[TestFixture]
internal sealed class AnalysisTests : PageTest
{
    [SetUp]
    public void AnswerAmbient() => Host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));

    [Test]
    public async Task A_track_without_genres_is_analysed_by_one_click()
    {
        var id = await AddTrackAsync("Low tide");
        (await Host.Api.Http.DeleteAsync($"/tracks/{id}/genres")).Dispose();
        await Screen.OpenAsync();
        await Expect(Screen.Row(id).GetByTestId("track-state")).ToHaveTextAsync("Not analysed yet");
        await Screen.Row(id).GetByTestId("analyse").ClickAsync();
        await Expect(Screen.Row(id).GetByTestId("prediction")).ToHaveCountAsync(2);
    }

    [Test]
    public async Task A_retry_says_when_and_why()
    {
        await Page.RouteAsync("**/tracks?*", async route =>
        {
            var answer = await route.FetchAsync();
            var body = (await answer.TextAsync()).Replace("\"waiting\":null", """
                "waiting":{"failure":"service_unavailable","message":"Replicate is unavailable.","next_attempt_at":"2026-01-02T14:05:00"}
                """, StringComparison.Ordinal).Replace("\"classification\":\"idle\"", "\"classification\":\"pending\"", StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = body });
        });
        var id = await AddTrackAsync("Low tide");
        await Screen.OpenAsync();
        await Expect(Screen.Row(id).GetByTestId("track-state")).ToHaveTextAsync("Retrying at 14:05: Replicate is unavailable.");
    }

    [Test]
    public async Task A_track_that_was_given_up_says_why_and_can_be_analysed_again()
    {
        Host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.ModelNotUsable, "No.");
        var id = await AddTrackAsync("Low tide");
        await Page.RouteAsync("**/health", route => route.FulfillAsync(new()
        {
            Body = """{"status":"healthy","ready":true,"simulated":false,"classification":"enabled","reasons":[]}""",
        }));
        await Screen.OpenAsync();
        await Expect(Screen.Row(id).GetByTestId("track-state")).ToHaveTextAsync(
            "Not analysed: The model can't be used with its configuration. The host's log contains the reason.");
        await Expect(Screen.Row(id).GetByTestId("analyse")).ToHaveTextAsync("Analyse again");
    }

    [Test]
    public async Task All_tracks_without_genres_are_analysed_after_the_price_was_confirmed()
    {
        var first = await AddTrackAsync("First");
        var second = await AddTrackAsync("Second");
        foreach (var id in new[] { first, second })
            (await Host.Api.Http.DeleteAsync($"/tracks/{id}/genres")).Dispose();
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("backfill-sentence")).ToContainTextAsync("2 tracks can be analysed");
        await Page.GetByTestId("backfill-start").ClickAsync();
        await Expect(Screen.Question).ToContainTextAsync("Analyse 2 tracks?");
        await Screen.AgreeAsync("Start");
        await Expect(Page.Locator("[data-state=fresh]")).ToHaveCountAsync(2);
        await Expect(Page.GetByTestId("backfill-start")).ToBeHiddenAsync();
    }
}
