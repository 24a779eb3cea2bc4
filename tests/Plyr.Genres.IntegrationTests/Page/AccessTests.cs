using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>The page for those who use a keyboard, a screen reader or a large zoom.</summary>
[TestFixture]
internal sealed class AccessTests : PageTest
{
    [Test]
    public async Task A_suggestion_is_taken_and_saved_by_the_keyboard_alone()
    {
        var id = await AddTrackAsync("Low tide", "mine");
        await Screen.OpenAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the tracks" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await TabToAsync(Screen.Row(id).GetByTestId("edit"));
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Screen.Dialog.GetByTestId("edit-title")).ToBeFocusedAsync();
        await Expect(Screen.Chips).ToHaveCountAsync(3);
        await TabToAsync(Screen.Chip("electronic"));
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Screen.Chip("ambient")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Space");
        await TabToAsync(Screen.Dialog.GetByTestId("save"));
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Screen.Dialog).ToBeHiddenAsync();
        await Expect(Screen.Row(id).GetByTestId("edit")).ToBeFocusedAsync();
        Assert.That(await TagsOfAsync(id), Is.EqualTo(new[] { "mine", "electronic", "ambient" }));
    }

    [Test]
    public async Task Removing_a_tag_leaves_the_focus_on_the_next_one_and_at_last_on_the_input()
    {
        var id = await AddTrackAsync("Low tide", "one", "two");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.RemoveButton("one").ClickAsync();
        await Expect(Screen.RemoveButton("two")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Screen.TagInput).ToBeFocusedAsync();
    }

    [Test]
    public async Task A_prediction_that_became_a_tag_leaves_the_focus_on_the_next_one()
    {
        var id = await AddTrackAsync("Low tide");
        await Screen.OpenAsync();
        var predictions = Screen.Row(id).GetByTestId("prediction");
        await Screen.FocusAsync(predictions.First);

        await Page.Keyboard.PressAsync("Enter");

        await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(["electronic"]);
        await Expect(predictions.First).ToHaveTextAsync("+ ambient 50%");
        await Expect(predictions.First).ToBeFocusedAsync();
    }

    [Test]
    public async Task Undoing_auto_tags_moves_the_focus_to_the_tags_and_suggests_the_removed_ones()
    {
        var id = await AddUnsettledTrackAsync(autoTag: true);
        await Host.Api.SettledAsync(id);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.FocusAsync(Screen.Dialog.GetByTestId("undo-auto-tags"));

        await Page.Keyboard.PressAsync("Enter");

        await Expect(Screen.ChosenTags).ToHaveCountAsync(0);
        await Expect(Screen.TagInput).ToBeFocusedAsync();
        await Expect(Screen.ChipNames).ToHaveTextAsync(["electronic", "ambient", "house"]);
    }

    [Test]
    public async Task Auto_tags_that_arrive_leave_the_focus_where_it_is()
    {
        var gate = new TaskCompletionSource();
        var script = Host.Classifier.Script;
        Host.Classifier.Script = async (run, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return await script(run, cancellation);
        };
        var id = await AddUnsettledTrackAsync(tags: ["mine", "yours"], autoTag: true);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.FocusAsync(Screen.RemoveButton("yours"));

        gate.SetResult();
        Host.Classifier.Script = script;

        await Expect(Screen.ChosenTags).ToHaveTextAsync(["mine", "yours", "electronic", "ambient", "house"]);
        await Expect(Screen.RemoveButton("yours")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Start_and_stop_of_the_backfill_keep_the_focus()
    {
        var script = Host.Classifier.Script;
        await ForgetElsewhereAsync(await AddTrackAsync("Low tide"));
        var model = new TaskCompletionSource();
        Host.Classifier.Script = async (run, cancellation) =>
        {
            await model.Task.WaitAsync(cancellation);
            return await script(run, cancellation);
        };
        try
        {
            await Screen.OpenAsync();
            await Screen.FocusAsync(Page.GetByTestId("backfill-start"));
            await Page.Keyboard.PressAsync("Enter");
            await Screen.AgreeAsync("Start");
            await Expect(Page.GetByTestId("backfill-stop")).ToBeFocusedAsync();

            await Page.Keyboard.PressAsync("Enter");

            await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Library" })).ToBeFocusedAsync();
        }
        finally
        {
            model.SetResult();
            Host.Classifier.Script = script;
        }

        await Eventually.BecomesAsync(
            () => Host.Api.GetAsync("/backfill"), backfill => backfill.Text("state") == "idle", "it has ended");
    }

    [Test]
    public async Task Row_that_leaves_a_filtered_list_gives_the_focus_to_the_heading()
    {
        var id = await AddTrackAsync("Low tide", "calm");
        await Screen.OpenAsync("#/?tag=calm");
        await Screen.FocusAsync(Screen.Row(id).GetByTestId("edit"));
        await EditElsewhereAsync(id, "Low tide", "loud");

        await Screen.LookAgainAsync();

        await Expect(Screen.Rows).ToHaveCountAsync(0);
        await Expect(Page.GetByTestId("tracks-heading")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Row_that_moves_in_the_list_keeps_the_focus()
    {
        var id = await AddTrackAsync("Omega");
        await AddTrackAsync("Beta");
        await AddTrackAsync("Gamma");
        await Screen.OpenAsync("#/?sort=title");
        await Screen.FocusAsync(Screen.Row(id).GetByTestId("edit"));
        await EditElsewhereAsync(id, "Alpha");

        await Screen.LookAgainAsync();

        await Expect(Page.GetByTestId("track-title")).ToHaveTextAsync(["Alpha", "Beta", "Gamma"]);
        await Expect(Screen.Row(id).GetByTestId("edit")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Buttons_and_automatic_tags_are_told_apart_by_their_names()
    {
        var id = await AddUnsettledTrackAsync(autoTag: true);
        await Host.Api.SettledAsync(id);
        await OpenWindowAsync(390, 844);
        await Screen.OpenAsync();
        foreach (var name in new[] { "Show Upload tracks", "Show Library" })
            await Expect(Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true })).ToBeVisibleAsync();

        await Screen.EditAsync(id);

        await Expect(Screen.RemoveButton("electronic, added automatically")).ToBeVisibleAsync();
        await Expect(Screen.Dialog.GetByTestId("edit-automatic")).ToContainTextAsync("A star marks tags");
    }

    [Test]
    public async Task A_screen_reader_hears_the_dialog_as_it_is_meant()
    {
        var id = await AddTrackAsync("Low tide", "mine");
        await Screen.OpenAsync();
        await Expect(Screen.Row(id)).ToMatchAriaSnapshotAsync(
            """
            - listitem:
              - button "Play Low tide"
              - heading "Low tide" [level=3]
              - button "Edit Low tide"
              - list "Tags":
                - listitem:
                  - link "mine"
              - list "Suggested genres":
                - listitem:
                  - button "+ electronic 50%"
            """);
        await Screen.EditAsync(id);
        await Expect(Screen.Chips).ToHaveCountAsync(3);
        await Expect(Screen.Dialog).ToMatchAriaSnapshotAsync(
            """
            - dialog "Edit track":
              - heading "Edit track" [level=2]
              - textbox "Title": Low tide
              - textbox "Artist": An artist
              - list "Chosen tags":
                - listitem:
                  - button "Remove mine"
              - combobox "Tags"
              - button "Add tag"
              - group "suggested":
                - list "suggested":
                  - listitem:
                    - button "+ electronic 50%"
              - button "Save"
              - button "Cancel"
            """);
    }

    [TestCase(320)]
    [TestCase(640)]
    public async Task At_a_large_zoom_nothing_has_to_be_scrolled_sideways(int width)
    {
        var id = await AddTrackAsync("Unsplittable" + new string('m', 150), new string('g', 50), "mine");
        await OpenWindowAsync(width, 450);
        await Screen.OpenAsync();
        Assert.That(await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        await Screen.EditAsync(id);
        await Expect(Screen.Chips).ToHaveCountAsync(3);
        Assert.That(await Screen.Dialog.EvaluateAsync<bool>("dialog => dialog.scrollWidth <= dialog.clientWidth"), Is.True);
        await Screen.Dialog.GetByTestId("save").ClickAsync();
        await Expect(Screen.Dialog).ToBeHiddenAsync();
    }

    [Test]
    public async Task Nothing_is_written_to_the_console()
    {
        var id = await AddTrackAsync("Low tide", "mine");
        await Screen.OpenAsync();
        await Screen.Row(id).GetByTestId("play").ClickAsync();
        await Screen.EditAsync(id);
        await Screen.Chip("ambient").ClickAsync();
        await Screen.SaveAsync();
        await Screen.EditAsync(id);
        await Page.Keyboard.PressAsync("Escape");
        await Screen.Row(id).GetByTestId("tag").First.ClickAsync();
        await Expect(Screen.Filters).ToContainTextAsync("mine");
        Assert.That(ConsoleLines, Is.Empty);
    }

    private async Task TabToAsync(ILocator target)
    {
        const int mostStops = 30;
        for (var stop = 0; stop < mostStops && !await target.EvaluateAsync<bool>("element => element === document.activeElement"); stop++)
            await Page.Keyboard.PressAsync("Tab");
        await Expect(target).ToBeFocusedAsync();
    }
}
