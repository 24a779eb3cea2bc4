using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
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

    [Test]
    public async Task Track_can_be_analysed_again_after_the_token_was_rejected()
    {
        Host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.AuthenticationFailed, "No.");
        var id = await AddTrackAsync("Low tide");
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("health")).ToContainTextAsync("The last analysis failed, and others will too.");
        await Expect(Page.GetByTestId("health")).ToContainTextAsync("choose “Analyse again” on a track.");
        await Expect(Page.GetByTestId("backfill-start")).ToBeVisibleAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Dialog.GetByTestId("edit-analyse")).ToHaveTextAsync("Analyse again");
        await Expect(Screen.Dialog.GetByTestId("edit-state")).ToContainTextAsync("Replicate rejected the token.");
        await Screen.CancelAsync();

        Host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));
        await Screen.Row(id).GetByTestId("analyse").ClickAsync();

        await Expect(Screen.Row(id)).ToHaveAttributeAsync("data-state", "fresh");
    }

    [Test]
    public async Task Row_stops_waiting_when_a_repeated_analysis_ends_as_the_one_before()
    {
        Host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.AuthenticationFailed, "No.");
        var id = await AddTrackAsync("Low tide");
        var model = new TaskCompletionSource();
        Host.Classifier.Script = async (_, cancellation) =>
        {
            await model.Task.WaitAsync(cancellation);
            model = new TaskCompletionSource();
            throw new GenreClassificationException(GenreClassificationFailure.AuthenticationFailed, "No.");
        };
        await Page.RouteAsync("**/genres/analyse", async route =>
        {
            // The analysis ends while the answer of the request is on its way to the page.
            var answer = await route.FetchAsync();
            model.SetResult();
            await Host.Api.SettledAsync(id);
            await route.FulfillAsync(new() { Response = answer });
        });
        await Screen.OpenAsync();
        await Page.RunAndWaitForResponseAsync(
            Screen.LookAgainAsync, response => response.Url.Contains("/tracks?", StringComparison.Ordinal));
        await Screen.Row(id).EvaluateAsync(
            """
            row => new MutationObserver(() => { window.waited ||= row.dataset.classification === "pending"; })
              .observe(row, { attributes: true })
            """);

        await AnalyseAgainAsync();
        await AnalyseAgainAsync();

        async Task AnalyseAgainAsync()
        {
            await Page.EvaluateAsync("() => { window.waited = false; }");
            await Screen.Row(id).GetByTestId("analyse").ClickAsync();
            await Page.WaitForFunctionAsync("() => window.waited");
            await Expect(Screen.Row(id)).ToHaveAttributeAsync("data-classification", "idle");
        }
    }

    [Test]
    public async Task Finished_backfill_is_not_offered_again()
    {
        var id = await AddTrackAsync("Low tide");
        await ForgetElsewhereAsync(id);
        var model = new TaskCompletionSource();
        Host.Classifier.Script = async (_, cancellation) =>
        {
            await model.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };
        await Screen.OpenAsync();
        await Page.GetByTestId("backfill-start").ClickAsync();
        await Screen.AgreeAsync("Start");
        await Expect(Page.GetByTestId("backfill-stop")).ToBeVisibleAsync();
        await Page.EvaluateAsync(
            """
            () => {
              const start = document.getElementById("backfill-start");
              window.offers = 0;
              new MutationObserver(() => { window.offers += start.checkVisibility() ? 1 : 0; })
                .observe(start, { attributes: true });
            }
            """);

        // The backfill ends while the library of before is on its way to the page.
        await Page.RouteAsync("**/library", async route =>
        {
            var headers = route.Request.Headers.Where(header => header.Key != "if-none-match");
            var library = await route.FetchAsync(new() { Headers = headers });
            model.TrySetResult();
            await Eventually.BecomesAsync(
                () => Host.Api.GetAsync("/backfill"), backfill => backfill.Text("state") == "idle", "it has ended");
            await route.FulfillAsync(new() { Response = library });
        }, new() { Times = 1 });

        await Expect(Page.GetByTestId("backfill")).ToBeHiddenAsync();
        Assert.That(await Page.EvaluateAsync<int>("() => window.offers"), Is.Zero);
    }

    [Test]
    public async Task Backfill_without_a_total_looks_for_tracks()
    {
        await ForgetElsewhereAsync(await AddTrackAsync("Low tide"));
        await Page.RouteAsync("**/backfill", route => route.FulfillAsync(new()
        {
            Body = """{"state":"running","done":0,"total":0,"failed":0,"cost":0,"message":null}""",
        }));

        await Screen.OpenAsync();

        await Expect(Page.GetByTestId("backfill-sentence")).ToHaveTextAsync("Looking for tracks…");
    }

    [Test]
    public async Task Disabled_analysis_is_reported_once_and_offers_no_backfill()
    {
        await ForgetElsewhereAsync(await AddTrackAsync("Low tide"));
        await AnswerHealthAsync(
            """
            {"status":"healthy","ready":true,"simulated":false,"classification":"disabled","reasons":["It is off."]}
            """);

        await Screen.OpenAsync();

        await Expect(Page.GetByTestId("health")).ToHaveTextAsync("It is off.");
        await Expect(Page.GetByTestId("backfill-sentence")).ToHaveTextAsync("1 track not analysed.");
        await Expect(Page.GetByTestId("backfill-start")).ToBeHiddenAsync();
        await Expect(Page.GetByTestId("analyse")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Failure_of_the_service_is_shown_with_its_beginning_in_local_time()
    {
        await AnswerHealthAsync(
            """
            {"status":"degraded","ready":true,"simulated":false,"classification":"enabled",
             "reasons":["Replicate is unavailable."],"since":"2026-01-02T14:05:00"}
            """);

        await Screen.OpenAsync();

        await Expect(Page.GetByTestId("health")).ToHaveTextAsync(
            "Replicate is unavailable. This began at 14:05 on Jan 2, 2026. Tracks are retried.");
    }

    [Test]
    public async Task Dialog_of_a_failed_track_shows_the_reason_without_another_click()
    {
        Host.Classifier.Script = (_, _) =>
            throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "No.");
        var id = await AddTrackAsync("Low tide");
        await Screen.OpenAsync();

        await Screen.EditAsync(id);

        await Expect(Screen.Dialog.GetByTestId("edit-state")).ToBeVisibleAsync();
    }

    private async Task AnswerHealthAsync(string report) =>
        await Page.RouteAsync("**/health", route => route.FulfillAsync(new() { Body = report }));
}
