using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>The suggestions when they are late, wanting, broken or meant for another track: then there are none, and nothing else is different.</summary>
[TestFixture]
internal sealed class SuggestionFaultTests : PageTest
{
    private static IEnumerable<Answer> WithoutSuggestions() =>
    [
        new("suggestions are disabled", Json("""{"track_id":1,"tags":[],"available":false}""")),
        new("disabled, yet names are sent", Json("""{"track_id":1,"tags":[{"name":"house","score":1}],"available":false}""")),
        new("nothing was recognised", Json("""{"track_id":1,"tags":[],"available":true}""")),
        new("every name is unusable", Json($$"""{"tags":[{"name":""},{"name":7},{"name":null},{},null,"house",{"name":"{{new string('x', 51)}}"}],"available":true}""")),
        new("the tags are no list", Json("""{"tags":{"name":"house"},"available":true}""")),
        new("the answer is null", Json("null")),
        new("the answer is a number", Json("1e999")),
        new("the JSON is cut off", Json("""{"track_id":1,"tags":[{"na""")),
        new("the answer is HTML", new RouteFulfillOptions { ContentType = "text/html", Body = "<h1>Welcome to the hotel's network</h1>" }),
        new("the answer is empty", Json("")),
        new("status 204", new RouteFulfillOptions { Status = 204 }),
        .. new[] { 400, 401, 404, 429, 500, 503 }.Select(status => new Answer($"status {status}", Json("""{"title":"No.","detail":"It is not to be."}""", status))),
        new("the network is gone", "internetdisconnected"),
        new("the connection is refused", "connectionrefused"),
        new("the connection breaks", "connectionreset"),
    ];

    [TestCaseSource(nameof(WithoutSuggestions))]
    public async Task There_is_no_row_and_no_error_and_the_form_works_when(Answer answer)
    {
        var id = await AddTrackAsync("A title", "mine");
        var gate = new TaskCompletionSource();
        await Page.RouteAsync(SuggestionRequests.Pattern, async route =>
        {
            await gate.Task;
            await answer.GiveAsync(route);
        });
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Wave).ToBeVisibleAsync();
        gate.SetResult();

        await Expect(Screen.Suggestions).ToHaveCountAsync(0);
        await Expect(Page.Locator(".error:visible")).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Screen.TypeTagAsync("typed");
        await Screen.SaveAsync();
        Assert.That(await TagsOfAsync(id), Is.EqualTo(new[] { "mine", "typed" }));
    }

    [Test]
    public async Task The_form_is_usable_while_suggestions_are_awaited()
    {
        var id = await AddTrackAsync();
        await SuggestionRequests.HoldAsync(Page);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Wave).ToBeVisibleAsync();
        await Screen.TypeTagAsync("typed");
        await Expect(Screen.Wave).ToBeVisibleAsync();
        await Screen.SaveAsync();
        Assert.That(await TagsOfAsync(id), Is.EqualTo(new[] { "typed" }));
    }

    [Test]
    public async Task What_was_typed_meanwhile_has_no_chip_when_the_answer_comes()
    {
        var id = await AddTrackAsync();
        var requests = await SuggestionRequests.HoldAsync(Page);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.TypeTagAsync("AMBIENT");
        requests.LetGo(id);
        await Expect(Screen.ChipNames).ToHaveTextAsync(["electronic", "house"]);
    }

    [TestCase("Cancel")]
    [TestCase("Escape")]
    [TestCase("Save")]
    public async Task Closing_the_dialog_aborts_the_request(string way)
    {
        var id = await AddTrackAsync();
        await SuggestionRequests.HoldAsync(Page);
        await Screen.OpenAsync();
        var failed = new TaskCompletionSource<string?>();
        Page.RequestFailed += (_, request) =>
        {
            if (request.Url.Contains("recommended-tags", StringComparison.Ordinal))
                failed.TrySetResult(request.Failure);
        };
        await Screen.EditAsync(id);
        await Expect(Screen.Wave).ToBeVisibleAsync();
        Assert.That(failed.Task.IsCompleted, Is.False);
        if (way == "Escape")
            await Page.Keyboard.PressAsync("Escape");
        else
            await Screen.Dialog.GetByRole(AriaRole.Button, new() { Name = way, Exact = true }).ClickAsync();
        Assert.That(await failed.Task.WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo("net::ERR_ABORTED"));
    }

    /// <summary>An answer may be on its way already when the request is aborted, so the page must not rely on that alone.</summary>
    [TestCase(true, TestName = "A_slow_answer_for_one_track_never_shows_on_another_nor_ends_its_wait")]
    [TestCase(false, TestName = "A_slow_answer_that_came_in_spite_of_the_abort_never_shows_on_another_track_nor_ends_its_wait")]
    public async Task A_slow_answer_stays_with_its_track(bool aborts)
    {
        var first = await AddTrackAsync("First");
        var second = await AddTrackAsync("Second");
        if (!aborts)
            await Page.AddInitScriptAsync("AbortController.prototype.abort = () => {};");
        var requests = await SuggestionRequests.HoldAsync(Page);
        await Screen.OpenAsync();
        await Screen.EditAsync(first);
        await Expect(Screen.Wave).ToBeVisibleAsync();
        await Screen.CancelAsync();
        await Screen.EditAsync(second);
        await Expect(Screen.Wave).ToBeVisibleAsync();

        var late = aborts ? Task.CompletedTask : Page.WaitForResponseAsync($"**/tracks/{first}/recommended-tags*");
        requests.Answer(first, "of the first");
        await late;
        await EverythingRunsAsync();
        await Expect(Screen.Wave).ToBeVisibleAsync();
        await Expect(Screen.Chips).ToHaveCountAsync(0);

        requests.Answer(second, "of the second");
        await Expect(Screen.ChipNames).ToHaveTextAsync(["of the second"]);
        await Expect(Screen.Announcer).ToHaveTextAsync("Suggested tags: of the second.");
    }

    [Test]
    public async Task A_track_that_is_opened_again_at_once_waits_for_its_own_answer()
    {
        var id = await AddTrackAsync();
        await Page.AddInitScriptAsync("AbortController.prototype.abort = () => {};");
        var asked = 0;
        var gates = new[] { new TaskCompletionSource(), new TaskCompletionSource() };
        await Page.RouteAsync(SuggestionRequests.Pattern, async route =>
        {
            var number = Interlocked.Increment(ref asked) - 1;
            await gates[number].Task;
            await route.FulfillAsync(SuggestionRequests.Names(id, $"answer {number + 1}"));
        });
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Wave).ToBeVisibleAsync();
        await Screen.CancelAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Wave).ToBeVisibleAsync();
        var late = Page.WaitForResponseAsync("**/recommended-tags*");
        gates[0].SetResult();
        await late;
        await EverythingRunsAsync();
        await Expect(Screen.Wave).ToBeVisibleAsync();
        gates[1].SetResult();
        await Expect(Screen.ChipNames).ToHaveTextAsync(["answer 2"]);
    }

    /// <summary>Lets the page work on what has arrived: a request of its own goes there and back, and a frame is drawn.</summary>
    private async Task EverythingRunsAsync() =>
        await Page.EvaluateAsync("async () => { await (await fetch('/health')).text(); await new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn))); }");

    private static RouteFulfillOptions Json(string body, int status = 200) => new() { Status = status, ContentType = "application/json", Body = body };

    /// <summary>What comes in the place of suggestions: an answer, or the way in which the connection fails.</summary>
    internal sealed record Answer(string Name, RouteFulfillOptions? Content, string? Fault)
    {
        public Answer(string name, RouteFulfillOptions content)
            : this(name, content, null)
        {
        }

        public Answer(string name, string fault)
            : this(name, null, fault)
        {
        }

        public Task GiveAsync(IRoute route) => Content is null ? route.AbortAsync(Fault) : route.FulfillAsync(Content);

        public override string ToString() => Name;
    }
}
