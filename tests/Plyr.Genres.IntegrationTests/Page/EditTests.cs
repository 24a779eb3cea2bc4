using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>The edit dialog but for its suggestions.</summary>
[TestFixture]
internal sealed class EditTests : PageTest
{
    [SetUp]
    public void HearAmbient() => Host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));

    [Test]
    public async Task Save_stores_the_title_and_the_tags_and_shows_them_in_the_list()
    {
        var id = await AddTrackAsync("Old", "one", "two");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByTestId("edit-title").FillAsync("New");
        await Screen.RemoveButton("one").ClickAsync();
        await Screen.TypeTagAsync("three, or four");
        await Screen.TagInput.FillAsync("forgotten Enter");
        await Screen.SaveAsync();
        await Expect(Screen.Row(id).GetByTestId("track-title")).ToHaveTextAsync("New");
        await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(["two", "three, or four", "forgotten enter"]);
        var stored = await Host.Api.TrackAsync(id);
        Assert.That(stored.Text("title"), Is.EqualTo("New"));
        Assert.That(stored.Tags(), Is.EqualTo(new[] { "two", "three, or four", "forgotten enter" }));
        await Expect(Screen.Row(id).GetByTestId("edit")).ToBeFocusedAsync();
    }

    [TestCase(500)]
    [TestCase(0)]
    public async Task A_save_that_fails_says_so_keeps_what_was_typed_and_can_be_tried_again(int status)
    {
        var id = await AddTrackAsync("Old");
        await Page.RouteAsync($"**/tracks/{id}", route => route.Request.Method != "PUT" ? route.ContinueAsync()
            : status == 0 ? route.AbortAsync() : route.FulfillAsync(new() { Status = status, Body = "<html>" }));
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByTestId("edit-title").FillAsync("New");
        await Screen.TypeTagAsync("typed");
        await Screen.Dialog.GetByTestId("save").ClickAsync();
        await Expect(Screen.Dialog.GetByTestId("edit-error")).ToHaveTextAsync(status == 0
            ? "The server can't be reached. Check the connection and try again." : $"The server refused this with status {status}. Try again later.");
        await Expect(Screen.ChosenTags).ToHaveTextAsync("typed");

        await Page.UnrouteAsync($"**/tracks/{id}");
        await Screen.SaveAsync();
        Assert.That((await Host.Api.TrackAsync(id)).Text("title"), Is.EqualTo("New"));
    }

    [TestCase("edit-title", "Give the track a title.")]
    [TestCase("edit-artist", "Give the track an artist.")]
    public async Task Empty_field_is_reported_beside_it_and_nothing_is_saved(string testId, string sentence)
    {
        var id = await AddTrackAsync("Old");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        var field = Screen.Dialog.GetByTestId(testId);
        await field.FillAsync("  ");

        await Screen.Dialog.GetByTestId("save").ClickAsync();

        await Expect(field).ToBeFocusedAsync();
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(field).ToHaveAccessibleDescriptionAsync(sentence);
        Assert.That((await Host.Api.TrackAsync(id)).Text("title"), Is.EqualTo("Old"));
    }

    [Test]
    public async Task An_eleventh_tag_and_one_of_51_characters_are_refused_with_the_reason_and_stay_in_the_input()
    {
        var id = await AddTrackAsync("A title", [.. Enumerable.Range(1, 9).Select(number => $"tag {number}")]);
        var fifty = string.Concat(Enumerable.Repeat("👩‍🎤", 50));
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.TypeTagAsync(fifty + "x");
        await Expect(Screen.Dialog.GetByTestId("tag-error")).ToHaveTextAsync("A tag has at most 50 characters.");
        await Expect(Screen.TagInput).ToHaveValueAsync(fifty + "x");

        await Screen.TypeTagAsync(fifty);
        await Expect(Screen.ChosenTags).ToHaveCountAsync(10);
        await Expect(Screen.TagInput).Not.ToBeEditableAsync();
        await Expect(Screen.TagInput).ToHaveAccessibleDescriptionAsync("A track holds at most 10 tags. Remove one to add another.");
        await Screen.SaveAsync();
        Assert.That(await TagsOfAsync(id), Has.Length.EqualTo(10).And.Contains(fifty));
    }

    [Test]
    public async Task Auto_tags_that_arrive_while_the_dialog_is_open_are_kept_by_the_save()
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
        await Screen.TypeTagAsync("typed");
        gate.SetResult();
        await Host.Api.SettledAsync(id);
        await Screen.SaveAsync();
        Assert.That(await TagsOfAsync(id), Is.EquivalentTo(new[] { "mine", "electronic", "ambient", "typed" }));
    }

    [Test]
    public async Task Audio_can_be_replaced_and_is_analysed_again()
    {
        var gate = new TaskCompletionSource();
        var id = await AddTrackAsync();
        Host.Classifier.Script = async (_, cancellation) =>
        {
            await gate.Task.WaitAsync(cancellation);
            return ScriptedClassifier.Answer("Jazz---Bop");
        };
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();
        await Screen.Dialog.GetByTestId("replace-audio").ClickAsync();
        await Expect(Screen.Dialog.GetByTestId("replace-file-error"))
            .ToHaveTextAsync("Choose the new audio file first.");
        await Screen.Dialog.GetByTestId("replace-file").SetInputFilesAsync(new FilePayload { Name = "new.wav", MimeType = "audio/wav", Buffer = TestAudio.Wav(99) });
        await Screen.Dialog.GetByTestId("replace-audio").ClickAsync();
        await Screen.AgreeAsync("Replace");
        await Expect(Screen.Dialog).ToBeHiddenAsync();
        await Expect(Screen.Row(id).GetByTestId("track-state")).ToHaveTextAsync("Waiting");
        gate.SetResult();
        await Expect(Screen.Row(id)).ToHaveAttributeAsync("data-state", "fresh");
        Assert.That((await Host.Api.TrackAsync(id)).GetProperty("genres").GetProperty("predictions")[0].Text("name"), Is.EqualTo("jazz"));
    }

    [Test]
    public async Task While_audio_is_replaced_nothing_can_be_saved_and_what_was_typed_stays_to_be_saved()
    {
        var id = await AddTrackAsync("Old", "mine");
        var held = await HoldReplacementsAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByTestId("edit-title").FillAsync("New");
        await Screen.TypeTagAsync("typed");
        await StartReplacementAsync();
        await Expect(Screen.Dialog.GetByTestId("save")).ToBeDisabledAsync();
        await Expect(Screen.Dialog).ToHaveAttributeAsync("aria-busy", "true");
        await Expect(Screen.Dialog.GetByTestId("edit-status")).ToHaveTextAsync(
            "You can save when the other action has finished.");

        held.SetResult();
        await Expect(Screen.Dialog.GetByTestId("edit-status")).ToHaveTextAsync(
            "Done. Your other changes are not saved yet.");
        await Expect(Screen.Dialog.GetByTestId("edit-title")).ToHaveValueAsync("New");
        await Expect(Screen.ChosenTags).ToHaveTextAsync(["mine", "typed"]);
        await Screen.SaveAsync();
        var stored = await Host.Api.TrackAsync(id);
        Assert.That(stored.Text("title"), Is.EqualTo("New"));
        Assert.That(stored.Tags(), Is.SupersetOf(new[] { "mine", "typed" }));
    }

    [Test]
    public async Task Closing_the_dialog_while_audio_is_replaced_asks_and_stops_it()
    {
        var id = await AddTrackAsync("Old");
        var held = await HoldReplacementsAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await StartReplacementAsync();
        await Expect(Screen.Dialog.GetByTestId("save")).ToBeDisabledAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Screen.AgreeAsync("Stop");
        await Expect(Page.GetByTestId("tracks-error")).ToContainTextAsync("was stopped, because its dialog was closed.");
        held.SetResult();
    }

    [Test]
    public async Task Question_about_an_upload_closes_when_the_upload_has_ended()
    {
        var id = await AddTrackAsync("Old");
        var held = await HoldReplacementsAsync();
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await StartReplacementAsync();
        await Expect(Screen.Dialog.GetByTestId("save")).ToBeDisabledAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Screen.Question).ToContainTextAsync("Stop the upload?");

        held.SetResult();

        await Expect(Screen.Question).ToBeHiddenAsync();
        await Expect(Screen.Dialog).ToBeHiddenAsync();
        await Expect(Page.GetByTestId("tracks-error")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Replacement_audio_is_checked_before_the_question()
    {
        var id = await AddTrackAsync("Old");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();
        var file = Screen.Dialog.GetByTestId("replace-file");
        await file.SetInputFilesAsync(
            new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Words."u8.ToArray() });

        await Screen.Dialog.GetByTestId("replace-audio").ClickAsync();

        await Expect(file).ToHaveAccessibleDescriptionAsync(
            "“\u2068notes.txt\u2069” is not an audio file. Choose another file. The new audio is analysed again.");
        await Expect(file).ToBeFocusedAsync();
        await Expect(Screen.Question).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_deletion_that_fails_after_the_dialog_was_closed_is_said()
    {
        var id = await AddTrackAsync("Old");
        var held = new TaskCompletionSource();
        await Page.RouteAsync($"**/tracks/{id}", async route =>
        {
            if (route.Request.Method == "DELETE")
                await held.Task;
            await (route.Request.Method == "DELETE" ? route.FulfillAsync(new() { Status = 500, Body = "<html>" }) : route.ContinueAsync());
        });
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();
        await Screen.Dialog.GetByTestId("delete-track").ClickAsync();
        await Screen.AgreeAsync("Delete");
        await Screen.CancelAsync();
        held.SetResult();
        await Expect(Page.GetByTestId("tracks-error")).ToContainTextAsync("The server refused this with status 500. Try again later.");
    }

    [Test]
    public async Task What_was_heard_can_be_forgotten_with_the_tags_that_came_from_it()
    {
        var id = await AddUnsettledTrackAsync(tags: ["mine"], autoTag: true);
        await Host.Api.SettledAsync(id);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();
        await Screen.Dialog.GetByTestId("forget-genres").ClickAsync();
        await Screen.AgreeAsync("Forget");
        await Expect(Screen.Row(id).GetByTestId("tag")).ToHaveTextAsync(["mine"]);
        Assert.That((await Host.Api.TrackAsync(id)).State(), Is.EqualTo("missing"));
    }

    [Test]
    public async Task A_track_is_deleted_only_after_an_answer_other_than_the_default()
    {
        var start = DateTime.UtcNow;
        await Page.Clock.InstallAsync(new() { TimeDate = start });
        var id = await AddTrackAsync("Low tide");
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();
        // A double click whose second click comes after 300 ms of the page's clock.
        await Page.Clock.PauseAtAsync(start.AddHours(1));
        await Screen.Dialog.GetByTestId("delete-track").ClickAsync();
        await Expect(Screen.Question).ToContainTextAsync("Low tide");
        await Page.Clock.RunForAsync(300);
        await Page.Mouse.DownAsync(new() { ClickCount = 2 });
        await Page.Mouse.UpAsync(new() { ClickCount = 2 });
        await Expect(Screen.Question.GetByTestId("confirm-cancel")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Screen.Question).ToBeHiddenAsync();
        await Host.Api.TrackAsync(id);

        await Page.Clock.ResumeAsync();
        await Screen.Dialog.GetByTestId("delete-track").ClickAsync();
        await Screen.AgreeAsync("Delete");
        await Expect(Screen.Rows).ToHaveCountAsync(0);
        await Host.Api.GetAsync($"/tracks/{id}", System.Net.HttpStatusCode.NotFound);
    }

    /// <summary>Holds uploads of other audio until the test lets them through.</summary>
    private async Task<TaskCompletionSource> HoldReplacementsAsync()
    {
        var held = new TaskCompletionSource();
        await Page.RouteAsync("**/audio", async route =>
        {
            if (route.Request.Method == "PUT")
                await held.Task;
            await route.ContinueAsync();
        });
        return held;
    }

    private async Task StartReplacementAsync()
    {
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();
        await Screen.Dialog.GetByTestId("replace-file").SetInputFilesAsync(new FilePayload { Name = "new.wav", MimeType = "audio/wav", Buffer = TestAudio.Wav(99) });
        await Screen.Dialog.GetByTestId("replace-audio").ClickAsync();
        await Screen.AgreeAsync("Replace");
    }
}
