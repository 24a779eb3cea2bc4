using System.Collections.Concurrent;
using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>The suggestions in the edit dialog while everything works.</summary>
[TestFixture]
internal sealed class SuggestionTests : PageTest
{
    private static readonly string[] Suggested = ["electronic", "ambient", "jazz", "bop", "rock", "post rock"];

    protected override async Task<RunningHost> StartAsync()
    {
        var host = await RunningHost.StartAsync();
        host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient", "Jazz---Bop", "Rock---Post Rock"));
        return host;
    }

    [Test]
    public async Task Opening_the_dialog_asks_once_and_for_eight_suggestions()
    {
        var id = await AddTrackAsync();
        var requests = new ConcurrentQueue<string>();
        Page.Request += (_, request) => requests.Enqueue(new Uri(request.Url).PathAndQuery);
        await Screen.OpenAsync();
        Assert.That(requests, Has.None.Contains("recommended-tags"), "Only a dialog asks.");

        await Screen.EditAsync(id);
        await Expect(Screen.Chips).ToHaveCountAsync(Suggested.Length);
        await Screen.TypeTagAsync("mine");
        await Screen.RemoveButton("mine").ClickAsync();
        await Screen.SaveAsync();
        Assert.That(requests.Where(path => path.Contains("recommended-tags", StringComparison.Ordinal)), Is.EqualTo(new[] { $"/tracks/{id}/recommended-tags?limit=8" }));

        await Screen.EditAsync(id);
        await Expect(Screen.Chips).ToHaveCountAsync(Suggested.Length);
        Assert.That(requests.Count(path => path.Contains("recommended-tags", StringComparison.Ordinal)), Is.EqualTo(2), "Each opening asks anew.");
    }

    [TestCase(ReducedMotion.NoPreference, "wave")]
    [TestCase(ReducedMotion.Reduce, "none")]
    public async Task While_the_answer_is_awaited_there_is_the_label_suggested_and_a_wave(ReducedMotion motion, string animation)
    {
        var id = await AddTrackAsync();
        await OpenWindowAsync(1280, 900, motion: motion);
        var requests = await SuggestionRequests.HoldAsync(Page);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);

        await Expect(Screen.Suggestions.GetByText("suggested", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Screen.Wave).ToHaveRoleAsync(AriaRole.Status);
        await Expect(Screen.Wave).ToContainTextAsync("Loading suggested tags");
        var bar = Screen.Wave.Locator(".wave-bar").First;
        await Expect(bar).ToBeVisibleAsync();
        await Expect(bar).ToHaveCSSAsync("animation-name", animation);
        await Expect(Screen.Chips).ToHaveCountAsync(0);

        requests.LetGo(id);
        await Expect(Screen.Chips).ToHaveCountAsync(Suggested.Length);
        await Expect(Screen.Wave).ToHaveCountAsync(0);
        await Expect(Screen.Suggestions.GetByText("suggested", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Test]
    public async Task The_chips_stand_below_the_tag_input_in_the_order_of_the_API()
    {
        var id = await AddTrackAsync("A title", "Jazz");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        var answer = await Host.Api.GetAsync($"/tracks/{id}/recommended-tags?limit=8");
        var names = answer.GetProperty("tags").EnumerateArray().Select(tag => tag.Text("name")!);

        await Expect(Screen.ChipNames).ToHaveTextAsync(names);
        await Expect(Screen.ChipNames).ToHaveTextAsync(["electronic", "ambient", "bop", "rock", "post rock"]);
        var input = await Screen.TagInput.BoundingBoxAsync();
        var chip = await Screen.Chips.First.BoundingBoxAsync();
        Assert.That(chip!.Y, Is.GreaterThanOrEqualTo(input!.Y + input.Height));
    }

    [Test]
    public async Task A_chip_is_a_pill_with_a_dashed_border_of_one_pixel_a_plus_and_the_name_and_sends_no_form()
    {
        var id = await AddTrackAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        var chip = Screen.Chips.Nth(1);
        await Expect(chip).ToHaveTextAsync("+ ambient 50%");
        await Expect(chip).ToHaveAttributeAsync("type", "button");
        foreach (var side in new[] { "top", "right", "bottom", "left" })
        {
            await Expect(chip).ToHaveCSSAsync($"border-{side}-width", "1px");
            await Expect(chip).ToHaveCSSAsync($"border-{side}-style", "dashed");
        }

        var radius = await chip.EvaluateAsync<double>("chip => parseFloat(getComputedStyle(chip).borderTopLeftRadius)");
        var box = await chip.BoundingBoxAsync();
        Assert.That(radius, Is.GreaterThanOrEqualTo(box!.Height / 2));
    }

    [Test]
    public async Task A_click_adds_the_tag_and_hides_the_chip_and_nothing_is_saved_before_Save()
    {
        var id = await AddTrackAsync("A title", "mine");
        var changes = new ConcurrentQueue<string>();
        Page.Request += (_, request) =>
        {
            if (request.Method != "GET")
                changes.Enqueue(request.Method);
        };
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Chip("ambient").ClickAsync();

        await Expect(Screen.ChosenTags).ToHaveTextAsync(["mine", "ambient"]);
        await Expect(Screen.ChipNames).ToHaveTextAsync(["electronic", "jazz", "bop", "rock", "post rock"]);
        Assert.That(changes, Is.Empty);
        Assert.That(await TagsOfAsync(id), Is.EqualTo(new[] { "mine" }));

        await Screen.SaveAsync();
        Assert.That(changes, Is.EqualTo(new[] { "PUT" }));
        Assert.That(await TagsOfAsync(id), Is.EqualTo(new[] { "mine", "ambient" }));
        await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(["mine", "ambient"]);
    }

    [Test]
    public async Task Cancel_after_a_click_on_a_chip_leaves_the_track_as_it_was()
    {
        var id = await AddTrackAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Chip("ambient").ClickAsync();
        await Screen.DiscardAsync();
        Assert.That(await TagsOfAsync(id), Is.Empty);

        await Screen.EditAsync(id);
        await Expect(Screen.Chips).ToHaveCountAsync(Suggested.Length);
        await Expect(Screen.ChosenTags).ToHaveCountAsync(0);
    }

    [TestCase("ambient")]
    [TestCase("AMBIENT")]
    [TestCase("  Ambient ")]
    public async Task A_chip_is_hidden_while_its_name_is_among_the_tags_in_any_case_and_comes_back_in_its_place(string typed)
    {
        var id = await AddTrackAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Chips).ToHaveCountAsync(Suggested.Length);
        await Screen.TypeTagAsync(typed);
        await Expect(Screen.ChipNames).ToHaveTextAsync(["electronic", "jazz", "bop", "rock", "post rock"]);

        await Screen.RemoveButton("ambient").ClickAsync();
        await Expect(Screen.ChipNames).ToHaveTextAsync(Suggested);
    }

    [Test]
    public async Task A_tag_that_a_chip_added_gives_the_chip_back_when_it_is_removed()
    {
        var id = await AddTrackAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Chip("post rock").ClickAsync();
        await Screen.Chip("jazz").ClickAsync();
        await Screen.RemoveButton("post rock").ClickAsync();
        await Expect(Screen.ChipNames).ToHaveTextAsync(["electronic", "ambient", "bop", "rock", "post rock"]);
    }

    [Test]
    public async Task A_name_that_the_track_carries_in_another_case_has_no_chip_whatever_the_API_says()
    {
        var id = await AddTrackAsync("A title", "AMBIENT", "Émile");
        await Page.RouteAsync(SuggestionRequests.Pattern, route => route.FulfillAsync(SuggestionRequests.Names(id, "ambient", "house", "émile", "House")));
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.ChipNames).ToHaveTextAsync(["house"]);
    }

    [Test]
    public async Task Without_chips_left_the_whole_row_is_gone_until_one_comes_back()
    {
        var id = await AddTrackAsync();
        await Page.RouteAsync(SuggestionRequests.Pattern, route => route.FulfillAsync(SuggestionRequests.Names(id, "one", "two")));
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Chip("one").ClickAsync();
        await Screen.Chip("two").ClickAsync();
        await Expect(Screen.Suggestions).ToHaveCountAsync(0);
        await Expect(Screen.Dialog.GetByText("suggested")).ToHaveCountAsync(0);

        await Screen.RemoveButton("one").ClickAsync();
        await Expect(Screen.ChipNames).ToHaveTextAsync(["one"]);
    }

    [Test]
    public async Task At_ten_tags_the_chips_are_disabled_with_the_reason_until_a_tag_is_removed()
    {
        var id = await AddTrackAsync("A title", [.. Enumerable.Range(1, 9).Select(number => $"tag {number}")]);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Chip("electronic")).ToBeEnabledAsync();
        await Screen.Chip("electronic").ClickAsync();

        await Expect(Screen.Chips).ToHaveCountAsync(5);
        foreach (var chip in await Screen.Chips.AllAsync())
        {
            await Expect(chip).ToBeDisabledAsync();
            await Expect(chip).ToHaveAccessibleDescriptionAsync("A track holds at most 10 tags. Remove one to add another.");
        }

        await Expect(Screen.Dialog.GetByTestId("tag-hint")).ToBeVisibleAsync();
        await Expect(Screen.Announcer).ToHaveTextAsync("electronic added, 10 of 10 tags. Remove one to add another.");
        await Screen.RemoveButton("tag 4").ClickAsync();
        await Expect(Screen.Chip("ambient")).ToBeEnabledAsync();
        await Screen.Chip("ambient").ClickAsync();
        await Expect(Screen.ChosenTags).ToHaveCountAsync(10);
    }

    [Test]
    public async Task Chips_and_what_is_done_with_them_are_told_to_screen_readers()
    {
        var id = await AddTrackAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Announcer).ToHaveAttributeAsync("aria-live", "polite");
        await Expect(Screen.Announcer).ToHaveTextAsync("Suggested tags: electronic, ambient, jazz, bop, rock, post rock.");
        await Expect(Screen.Dialog.GetByRole(AriaRole.Group, new() { Name = "suggested" })).ToBeVisibleAsync();
        await Screen.Chip("jazz").ClickAsync();
        await Expect(Screen.Announcer).ToHaveTextAsync("jazz added, 1 of 10 tags.");
        await Screen.RemoveButton("jazz").ClickAsync();
        await Expect(Screen.Announcer).ToHaveTextAsync("jazz removed.");
    }

    [Test]
    public async Task After_a_click_the_focus_moves_to_the_next_chip_and_from_the_last_one_to_the_input()
    {
        var id = await AddTrackAsync();
        await Page.RouteAsync(SuggestionRequests.Pattern, route => route.FulfillAsync(SuggestionRequests.Names(id, "one", "two", "three")));
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Chip("two").ClickAsync();
        await Expect(Screen.Chip("three")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Screen.Chip("one")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Space");
        await Expect(Screen.TagInput).ToBeFocusedAsync();
        await Expect(Screen.ChosenTags).ToHaveTextAsync(["two", "three", "one"]);
    }

    [Test]
    public async Task Names_with_slashes_commas_and_ampersands_are_suggested_and_saved_whole()
    {
        string[] names = ["funk / soul", "folk, world, & country", "rhythm & blues"];
        var id = await AddTrackAsync();
        await Page.RouteAsync(SuggestionRequests.Pattern, route => route.FulfillAsync(SuggestionRequests.Names(id, names)));
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        foreach (var name in names)
            await Screen.Chip(name).ClickAsync();
        await Screen.SaveAsync();
        Assert.That(await TagsOfAsync(id), Is.EqualTo(names));
    }
}
