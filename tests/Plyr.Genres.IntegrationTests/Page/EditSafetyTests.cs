using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>The edit dialog loses nothing by a slip, and shows what happens in the meantime.</summary>
[TestFixture]
internal sealed class EditSafetyTests : PageTest
{
    [SetUp]
    public void AnswerAmbient() => Host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));

    [TestCase("Cancel")]
    [TestCase("Escape")]
    [TestCase("Backdrop")]
    public async Task Unsaved_changes_are_asked_about_before_the_dialog_closes(string way)
    {
        var id = await AddTrackAsync("Old");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByTestId("edit-title").FillAsync("New");
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await CloseAsync(way);
            await Expect(Screen.Question).ToContainTextAsync("Discard the changes?");
            await Screen.Question.GetByTestId("confirm-cancel").ClickAsync();
            await Expect(Screen.Dialog.GetByTestId("edit-title")).ToHaveValueAsync("New");
        }

        await CloseAsync(way);
        await Screen.AgreeAsync("Discard");
        await Expect(Screen.Dialog).ToBeHiddenAsync();
        await Expect(Screen.Row(id).GetByTestId("track-title")).ToHaveTextAsync("Old");
    }

    [Test]
    public async Task Unsaved_changes_are_asked_about_while_another_track_is_saved()
    {
        var saved = await AddTrackAsync("Old");
        var edited = await AddTrackAsync("Other");
        var held = new TaskCompletionSource();
        await Page.RouteAsync($"**/tracks/{saved}", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await Screen.OpenAsync();
        await Screen.EditAsync(saved);
        await Screen.Dialog.GetByTestId("edit-title").FillAsync("New");
        await Screen.Dialog.GetByTestId("save").ClickAsync();
        await Expect(Screen.Dialog.GetByTestId("save")).ToBeDisabledAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Screen.Dialog).ToBeHiddenAsync();
        await Screen.EditAsync(edited);
        await Screen.Dialog.GetByTestId("edit-title").FillAsync("Typed");

        await Page.Keyboard.PressAsync("Escape");

        await Expect(Screen.Question).ToContainTextAsync("Discard the changes?");
        await Screen.Question.GetByTestId("confirm-cancel").ClickAsync();
        held.SetResult();
        await Expect(Screen.Row(saved).GetByTestId("track-title")).ToHaveTextAsync("New");
        await Expect(Screen.Dialog.GetByTestId("edit-title")).ToHaveValueAsync("Typed");
    }

    [Test]
    public async Task Auto_tags_that_arrive_are_shown_in_the_open_dialog_and_can_be_undone()
    {
        var gate = new TaskCompletionSource();
        Host.Classifier.Script = async (_, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Electronic---Ambient");
        };
        var id = await AddUnsettledTrackAsync(tags: ["mine"], autoTag: true);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.ChosenTags).ToHaveTextAsync(["mine"]);
        await Expect(Screen.Dialog.GetByTestId("undo-auto-tags")).ToBeHiddenAsync();
        gate.SetResult();
        await Expect(Screen.ChosenTags).ToHaveTextAsync(["mine", "electronic", "ambient"]);
        await Expect(Screen.Dialog.Locator("[data-auto=true]")).ToHaveCountAsync(2);

        await Screen.Dialog.GetByTestId("undo-auto-tags").ClickAsync();
        await Expect(Screen.ChosenTags).ToHaveTextAsync(["mine"]);
        await Expect(Screen.Dialog.GetByTestId("edit-status")).ToHaveTextAsync("The auto-tags were removed.");
        Assert.That(await TagsOfAsync(id), Is.EqualTo(new[] { "mine" }));
        Assert.That((await Host.Api.TrackAsync(id)).State(), Is.EqualTo("fresh"));
    }

    [Test]
    public async Task Why_shows_the_labels_that_gave_each_prediction()
    {
        var id = await AddTrackAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByText("Why these genres").ClickAsync();
        await Expect(Screen.Dialog.GetByTestId("explained").First).ToContainTextAsync("electronic");
        await Expect(Screen.Dialog.GetByTestId("explained").First).ToContainTextAsync("50%");
    }

    [Test]
    public async Task Why_is_hidden_while_the_genres_are_those_of_the_former_audio()
    {
        var id = await AddTrackAsync();
        var gate = new TaskCompletionSource();
        Host.Classifier.Script = async (_, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Jazz---Bop");
        };
        (await Host.Api.ReplaceAudioAsync(id, TestAudio.Wav(98))).Dispose();
        await Screen.OpenAsync();
        await Expect(Screen.Row(id)).ToHaveAttributeAsync("data-state", "stale");

        await Screen.EditAsync(id);

        await Expect(Screen.Dialog.GetByTestId("edit-why")).ToBeHiddenAsync();
        gate.SetResult();
        await Expect(Screen.Dialog.GetByTestId("edit-why")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Why_without_an_explanation_announces_the_next_analysis()
    {
        var id = await AddTrackAsync();
        await Page.RouteAsync($"**/tracks/{id}/genres", route => route.FulfillAsync(new()
        {
            Body = """{"state":"fresh","has_scores":false,"predictions":[],"auto_tags":[],"failure":null}""",
        }));
        await Screen.OpenAsync();
        await Screen.EditAsync(id);

        await Screen.Dialog.GetByText("Why these genres").ClickAsync();

        await Expect(Screen.Dialog.Locator("#edit-why-body")).ToHaveTextAsync("A new analysis replaces these genres.");
        await Expect(Screen.Dialog.Locator("#edit-why-body").GetByRole(AriaRole.List)).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_prediction_in_the_row_becomes_a_tag_by_one_click()
    {
        var id = await AddTrackAsync("Low tide", "mine");
        await Screen.OpenAsync();
        await Screen.Row(id).GetByTestId("prediction").Filter(new() { HasText = "ambient" }).ClickAsync();
        await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(["mine", "ambient"]);
        await Expect(Screen.Row(id).GetByTestId("prediction")).ToHaveTextAsync(["+ electronic 50%"]);
        Assert.That(await TagsOfAsync(id), Is.EqualTo(new[] { "mine", "ambient" }));
    }

    [Test]
    public async Task Suggestion_in_a_row_keeps_what_another_client_edited()
    {
        var id = await AddTrackAsync("Old", "mine");
        await Screen.OpenAsync();
        await Page.RouteAsync("**/tracks?*", route => route.AbortAsync());
        await EditElsewhereAsync(id, "New", "mine", "theirs");

        await Screen.Row(id).GetByTestId("prediction").Filter(new() { HasText = "ambient" }).ClickAsync();

        await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(["mine", "theirs", "ambient"]);
        await Expect(Screen.Row(id).GetByTestId("track-title")).ToHaveTextAsync("New");
        Assert.That((await Host.Api.TrackAsync(id)).Text("title"), Is.EqualTo("New"));
    }

    [Test]
    public async Task Change_of_a_deleted_track_is_reported_with_its_title()
    {
        var id = await AddTrackAsync("Low tide");
        await Screen.OpenAsync();
        await Page.RouteAsync("**/tracks?*", route => route.AbortAsync());
        (await Host.Api.Http.DeleteAsync($"/tracks/{id}")).Dispose();

        await Screen.Row(id).GetByTestId("prediction").First.ClickAsync();

        await Expect(Page.GetByTestId("tracks-error")).ToHaveTextAsync(
            "“\u2068Low tide\u2069” was deleted in the meantime.");
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByTestId("save").ClickAsync();
        await Expect(Screen.Dialog.GetByTestId("edit-error")).ToContainTextAsync("was deleted in the meantime.");
    }

    [Test]
    public async Task Backspace_takes_the_last_tag_and_a_tag_exists_once_whatever_its_case()
    {
        var id = await AddTrackAsync("Low tide", "one", "two");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.TypeTagAsync("ONE");
        await Screen.TypeTagAsync("Three");
        await Expect(Screen.ChosenTags).ToHaveTextAsync(["one", "two", "three"]);
        await Screen.TagInput.PressAsync("Backspace");
        await Expect(Screen.ChosenTags).ToHaveTextAsync(["one", "two"]);
        await Expect(Screen.Announcer).ToHaveTextAsync("three removed.");
    }

    [Test]
    public async Task Tags_that_exist_complete_what_is_typed_by_the_keyboard_alone()
    {
        await AddTrackAsync("Other", "field recording", "fields");
        var id = await AddTrackAsync("Low tide", "fields");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.TagInput.PressSequentiallyAsync("Fie");
        await Expect(Screen.Dialog.GetByRole(AriaRole.Option)).ToHaveTextAsync(["field recording 1 track"]);
        await Expect(Screen.TagInput).ToHaveAttributeAsync("aria-expanded", "true");
        await Screen.TagInput.PressAsync("ArrowDown");
        await Expect(Screen.Dialog.GetByRole(AriaRole.Option)).ToHaveAttributeAsync("aria-selected", "true");
        await Screen.TagInput.PressAsync("Enter");
        await Expect(Screen.ChosenTags).ToHaveTextAsync(["fields", "field recording"]);
        await Expect(Screen.TagInput).ToHaveValueAsync("");

        await Screen.TagInput.PressSequentiallyAsync("fi");
        await Screen.TagInput.PressAsync("Escape");
        await Expect(Screen.Dialog).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_late_answer_keeps_the_chosen_completion()
    {
        await AddTrackAsync("Other", "field recording");
        var id = await AddTrackAsync("Low tide");
        var gate = new TaskCompletionSource();
        await Page.RouteAsync("**/tags?take=8&prefix=fie", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.TagInput.PressSequentiallyAsync("fi");
        await Expect(Screen.Dialog.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        var asked = Page.WaitForRequestAsync("**/tags?take=8&prefix=fie");
        await Screen.TagInput.PressAsync("e");
        await asked;
        await Screen.TagInput.PressAsync("ArrowDown");

        var answered = Page.WaitForResponseAsync("**/tags?take=8&prefix=fie");
        gate.SetResult();
        await (await answered).FinishedAsync();
        await Page.EvaluateAsync("() => new Promise(done => setTimeout(done))");
        await Screen.TagInput.PressAsync("Enter");

        await Expect(Screen.ChosenTags).ToHaveTextAsync(["field recording"]);
    }

    [Test]
    public async Task Text_in_the_tag_input_can_be_deleted_after_the_last_possible_tag_arrived()
    {
        var id = await AddTrackAsync("Low tide", "mine");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.TagInput.FillAsync("typed");
        await EditElsewhereAsync(id, "Low tide", ["mine", .. Enumerable.Range(2, 9).Select(number => $"tag {number}")]);
        await Screen.LookAgainAsync();
        await Expect(Screen.ChosenTags).ToHaveCountAsync(10);

        await Screen.TagInput.FillAsync("");

        await Expect(Screen.TagInput).Not.ToBeEditableAsync();
        await Screen.SaveAsync();
    }

    private async Task CloseAsync(string way)
    {
        switch (way)
        {
            case "Cancel":
                await Screen.Dialog.GetByTestId("cancel").ClickAsync();
                break;
            case "Escape":
                await Page.Keyboard.PressAsync("Escape");
                break;
            default:
                await Page.Mouse.ClickAsync(5, 5);
                break;
        }
    }
}
