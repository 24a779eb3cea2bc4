using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

[TestFixture]
internal sealed class UploadFormTests : PageTest
{
    private ILocator File => Screen.UploadForm.GetByTestId("upload-file");

    private ILocator Title => Screen.UploadForm.GetByTestId("upload-title");

    private ILocator AutoTag =>
        Screen.UploadForm.GetByRole(AriaRole.Checkbox, new() { Name = "auto-tag with suggested genres" });

    private ILocator Submit => Screen.UploadForm.GetByTestId("upload-submit");

    [Test]
    public async Task Auto_tagging_is_offered_unchecked_and_with_a_hint()
    {
        await Screen.OpenAsync();
        await Expect(AutoTag).Not.ToBeCheckedAsync();
        await Expect(AutoTag).ToHaveAccessibleDescriptionAsync(
            "When the audio has been analysed, the genres with the highest confidence are added as tags. "
            + "Your own tags stay.");
        await Screen.UploadForm.GetByText("auto-tag with suggested genres").ClickAsync();
        await Expect(AutoTag).ToBeCheckedAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_upload_is_stored_as_typed_shown_first_and_tagged_if_that_was_asked_for(bool autoTag)
    {
        await AddTrackAsync("Earlier");
        await Screen.OpenAsync();
        await ChooseAsync("low_tide at noon.wav", TestAudio.Wav(50));
        await Title.FillAsync("Low tide");
        await Screen.UploadForm.GetByTestId("upload-artist").FillAsync("Mara");
        var tags = Screen.UploadForm.GetByTestId("tag-input");
        await tags.FillAsync("field recording");
        await tags.PressAsync("Enter");
        await tags.FillAsync("no Enter here");
        if (autoTag)
            await AutoTag.CheckAsync();
        await Submit.ClickAsync();

        await Expect(Page.GetByTestId("track-title")).ToHaveTextAsync(["Low tide", "Earlier"]);
        var row = Screen.Rows.First;
        await Expect(row).ToContainTextAsync("Mara");
        await Expect(row).ToHaveAttributeAsync("data-state", "fresh");
        await Expect(row.GetByTestId("tag")).ToHaveTextAsync(autoTag ? ["field recording", "no enter here", "electronic", "ambient", "house"] : ["field recording", "no enter here"]);
        await Expect(Title).ToHaveValueAsync("");
        await Expect(Page.GetByTestId("upload-status")).ToContainTextAsync("is uploaded.");
        await Page.ReloadAsync();
        await Expect(Screen.UploadForm.GetByTestId("upload-artist")).ToHaveValueAsync("Mara");
        await Expect(AutoTag).ToBeCheckedAsync(new() { Checked = autoTag });
    }

    [Test]
    public async Task An_upload_shows_how_far_it_is_and_can_be_cancelled_without_a_trace()
    {
        await Screen.OpenAsync();
        await ChooseAsync("long.wav", TestAudio.Wav(51, seconds: 120));
        var session = await Context.NewCDPSessionAsync(Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = 0,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = 60_000,
        });
        await Submit.ClickAsync();
        var progress = Page.GetByTestId("upload-progress");
        await Expect(Page.GetByTestId("upload-progress-text")).ToHaveTextAsync(new Regex("^Uploading, [1-9][0-9]?%$"));
        await Expect(progress).ToBeVisibleAsync();
        Assert.That(await progress.EvaluateAsync<double>("bar => bar.position"), Is.GreaterThan(0).And.LessThan(1));
        await Title.FillAsync("The next one");

        await Page.GetByTestId("upload-cancel").ClickAsync();
        await Expect(Page.GetByTestId("upload-error")).ToHaveTextAsync("The upload was cancelled.");
        await Expect(progress).ToBeHiddenAsync();
        await Page.GetByTestId("upload-dismiss").ClickAsync();
        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(0);
        await Expect(Title).ToHaveValueAsync("The next one");
        Assert.That((await Host.Api.GetAsync("/tracks")).GetProperty("tracks").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task What_is_missing_is_said_beside_its_field_and_the_first_fault_gets_the_focus()
    {
        await Screen.OpenAsync();
        await Submit.ClickAsync();
        await Expect(File).ToHaveAccessibleDescriptionAsync("Choose an audio file. Or drop them anywhere on the page.");
        await Expect(File).ToBeFocusedAsync();
        await ChooseAsync("empty.wav", []);
        await Expect(Screen.UploadForm.GetByTestId("upload-file-error")).ToHaveTextAsync("“\u2068empty.wav\u2069” is empty. Choose another file.");
        await File.SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "Words."u8.ToArray() });
        await Expect(Screen.UploadForm.GetByTestId("upload-file-error")).ToContainTextAsync("is not an audio file.");
        await Submit.ClickAsync();
        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_file_that_is_too_large_is_refused_before_it_is_sent()
    {
        await Page.RouteAsync("**/health", route => route.FulfillAsync(new()
        {
            Body = """{"status":"healthy","ready":true,"simulated":true,"classification":"enabled","reasons":[],"max_upload_bytes":1000}""",
        }));
        await Screen.OpenAsync();
        // Shown once the page has read the report, and with it the limit.
        await Expect(Page.GetByTestId("health")).ToContainTextAsync("Suggestions are simulated");
        await ChooseAsync("large.wav", TestAudio.Wav(1));
        await Expect(Screen.UploadForm.GetByTestId("upload-file-error")).ToContainTextAsync("is larger than 1 MB. Choose a smaller file.");
    }

    [Test]
    public async Task What_the_host_refuses_is_said_in_its_own_words_and_what_was_typed_stays()
    {
        await Screen.OpenAsync();
        await ChooseAsync("notes.wav", "These are only words, whatever the name says."u8.ToArray());
        await Screen.UploadForm.GetByTestId("upload-artist").FillAsync("Mara");
        await Submit.ClickAsync();
        await Expect(Page.GetByTestId("upload-error")).ToContainTextAsync("audio");
        await Expect(Page.GetByTestId("upload-retry")).ToBeHiddenAsync();
        await Expect(Screen.UploadForm.GetByTestId("upload-artist")).ToHaveValueAsync("Mara");
        await Page.GetByTestId("upload-dismiss").ClickAsync();
        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(0);

        await ChooseAsync("notes.wav", TestAudio.Wav(52));
        await Submit.ClickAsync();
        await Expect(Screen.Rows).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_broken_connection_is_said_and_the_form_can_be_sent_again()
    {
        await Screen.OpenAsync();
        await ChooseAsync("a.wav", TestAudio.Wav(53));
        await Page.RouteAsync("**/tracks", route => route.AbortAsync("connectionreset"), new() { Times = 1 });
        await Submit.ClickAsync();
        await Expect(Page.GetByTestId("upload-error")).ToContainTextAsync("The upload was cut off.");
        await Page.GetByTestId("upload-retry").ClickAsync();
        await Expect(Screen.Rows).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Retried_upload_is_counted_among_the_files_it_is_uploaded_with()
    {
        await Page.RouteAsync("**/tracks", route => route.AbortAsync());
        await Screen.OpenAsync();
        await ChooseAsync("a.wav", TestAudio.Wav(86));
        await Submit.ClickAsync();
        await Expect(Page.GetByTestId("upload-retry")).ToBeVisibleAsync();
        var held = new TaskCompletionSource();
        await Page.UnrouteAsync("**/tracks");
        await Page.RouteAsync("**/tracks", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await File.SetInputFilesAsync([Wav("b.wav", 87), Wav("c.wav", 88)]);
        await Submit.ClickAsync();
        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(3);

        await Page.GetByTestId("upload-retry").First.ClickAsync();
        held.SetResult();

        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(0);
        await Expect(Page.GetByTestId("upload-status")).ToHaveTextAsync("3 of 3 files uploaded.");
    }

    [Test]
    public async Task Dismissing_a_failed_upload_moves_the_focus_to_the_next_one()
    {
        await Page.RouteAsync("**/tracks", route => route.AbortAsync());
        await Screen.OpenAsync();
        await File.SetInputFilesAsync([Wav("a.wav", 86), Wav("b.wav", 87)]);
        await Submit.ClickAsync();
        await Expect(Page.GetByTestId("upload-error").And(Page.Locator(":visible"))).ToHaveCountAsync(2);

        await Page.GetByTestId("upload-dismiss").First.ClickAsync();

        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(1);
        await Expect(Page.GetByTestId("upload-retry")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Several_files_are_uploaded_two_at_a_time_each_with_its_own_title()
    {
        var held = new TaskCompletionSource();
        var sent = 0;
        await Page.RouteAsync("**/tracks", async route =>
        {
            Interlocked.Increment(ref sent);
            await held.Task;
            await route.ContinueAsync();
        });
        await Screen.OpenAsync();
        await File.SetInputFilesAsync([.. Enumerable.Range(1, 5).Select(number =>
            new FilePayload { Name = $"take_{number}.wav", MimeType = "audio/wav", Buffer = TestAudio.Wav(60 + number) })]);
        await Expect(Title).ToBeDisabledAsync();
        await Expect(Submit).ToHaveTextAsync("Upload 5 files");
        await Submit.ClickAsync();
        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(5);
        await Expect(Title).ToBeEnabledAsync();
        await Expect(Page.GetByTestId("upload-progress-text").GetByText("Waiting")).ToHaveCountAsync(3);
        await Eventually.BecomesAsync(
            () => Task.FromResult(Volatile.Read(ref sent)), uploads => uploads >= 2, "two uploads are sent");
        Assert.That(sent, Is.EqualTo(2));

        held.SetResult();
        await Expect(Page.GetByTestId("upload-status")).ToHaveTextAsync("5 of 5 files uploaded.");
        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(0);
        await Expect(Page.GetByTestId("track-title")).ToHaveCountAsync(5);
        await Expect(Page.GetByTestId("track-title").Filter(new() { HasText = "take 3" })).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Files_that_are_dropped_on_the_page_are_chosen_in_the_form()
    {
        await Screen.OpenAsync();
        var files = await Page.EvaluateHandleAsync(
            """
            () => {
              const files = new DataTransfer();
              files.items.add(new File(["one"], "one.mp3", { type: "audio/mpeg" }));
              files.items.add(new File(["two"], "two.flac", { type: "audio/flac" }));
              return files;
            }
            """);
        await Page.DispatchEventAsync("body", "drop", new { dataTransfer = files });
        await Expect(Submit).ToHaveTextAsync("Upload 2 files");
        await Expect(Submit).ToBeFocusedAsync();
        await Expect(Page.GetByTestId("upload-status")).ToHaveTextAsync(
            "2 files chosen, not sent yet. Press “Upload 2 files” to send.");
    }

    [Test]
    public async Task Leaving_the_page_during_an_upload_warns()
    {
        await Page.RouteAsync("**/tracks", _ => Task.CompletedTask);
        await Screen.OpenAsync();
        await ChooseAsync("a.wav", TestAudio.Wav(54));
        await Submit.ClickAsync();
        await Expect(Page.GetByTestId("upload-item")).ToHaveCountAsync(1);
        Assert.That(await Page.EvaluateAsync<bool>("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"), Is.True);
        await Page.GetByTestId("upload-cancel").ClickAsync();
        await Expect(Page.GetByTestId("upload-error")).ToHaveTextAsync("The upload was cancelled.");
        Assert.That(await Page.EvaluateAsync<bool>("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"), Is.False);
    }

    [Test]
    public async Task Auto_tagging_is_not_offered_while_nothing_can_be_analysed_and_says_why()
    {
        await Page.RouteAsync("**/health", route => route.FulfillAsync(new()
        {
            Body = """{"status":"degraded","ready":true,"simulated":false,"classification":"blocked","reasons":["Replicate rejected the token. Set REPLICATE_API_TOKEN to a valid one."]}""",
        }));
        var id = await AddTrackAsync();
        (await Host.Api.Http.DeleteAsync($"/tracks/{id}/genres")).Dispose();
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("health")).ToContainTextAsync("Replicate rejected the token. Set REPLICATE_API_TOKEN to a valid one.");
        await Expect(AutoTag).ToBeDisabledAsync();
        await Expect(Screen.UploadForm.GetByTestId("auto-tag-reason")).ToContainTextAsync("Not available now.");
        await Expect(Screen.Row(id).GetByTestId("track-state")).ToHaveTextAsync("Not analysed yet");
    }

    [Test]
    public async Task Artist_is_used_for_all_of_several_files()
    {
        await Screen.OpenAsync();
        await File.SetInputFilesAsync([Wav("one.wav", 80), Wav("two.wav", 81)]);
        var artist = Screen.UploadForm.GetByTestId("upload-artist");
        await Expect(artist).ToHaveAccessibleDescriptionAsync(
            "Used for all files. Leave it empty to take it from each file.");
        await artist.FillAsync("My Band");

        await Submit.ClickAsync();

        await Expect(Page.GetByTestId("track-byline")).ToHaveCountAsync(2);
        await Expect(Page.GetByTestId("track-byline").Filter(new() { HasText = "My Band" })).ToHaveCountAsync(2);
    }

    [Test]
    public async Task Fields_take_no_more_characters_than_the_host()
    {
        await Screen.OpenAsync();
        foreach (var testId in new[] { "upload-title", "upload-artist", "search", "edit-title", "edit-artist" })
            await Expect(Page.GetByTestId(testId)).ToHaveAttributeAsync("maxlength", "200");
    }

    [Test]
    public async Task Second_drop_adds_its_files_to_those_of_the_first()
    {
        await Screen.OpenAsync();
        await DropAsync("one.mp3");
        await Expect(Submit).ToHaveTextAsync("Upload");

        await DropAsync("two.mp3");

        await Expect(Submit).ToHaveTextAsync("Upload 2 files");
        Assert.That(
            await File.EvaluateAsync<string[]>("input => [...input.files].map(file => file.name)"),
            Is.EqualTo(new[] { "one.mp3", "two.mp3" }));
    }

    [TestCase(0)]
    [TestCase(2)]
    public async Task Cancelled_upload_keeps_its_file_and_fields_for_another_try(int before)
    {
        await Page.RouteAsync("**/tracks", _ => Task.CompletedTask);
        await Screen.OpenAsync();
        for (var number = 0; number < before; number++)
        {
            await ChooseAsync($"before {number}.wav", TestAudio.Wav(82 + number));
            await Submit.ClickAsync();
        }

        await ChooseAsync("a.wav", TestAudio.Wav(85));
        await Title.FillAsync("Low tide");
        await Screen.UploadForm.GetByTestId("tag-input").FillAsync("mine");
        await Submit.ClickAsync();
        var item = Page.GetByTestId("upload-item").Last;
        await item.GetByTestId("upload-cancel").ClickAsync();
        await Expect(item.GetByTestId("upload-error")).ToHaveTextAsync("The upload was cancelled.");
        await Expect(item.GetByTestId("upload-retry")).ToBeFocusedAsync();

        await Page.UnrouteAsync("**/tracks");
        await item.GetByTestId("upload-retry").ClickAsync();

        var row = Screen.Rows.Filter(new() { HasText = "Low tide" });
        await Expect(row.GetByTestId("tag")).ToHaveTextAsync(["mine"]);
    }

    [Test]
    public async Task Chosen_file_is_checked_when_the_limit_becomes_known()
    {
        var held = new TaskCompletionSource();
        await Page.RouteAsync("**/health", async route =>
        {
            await held.Task;
            await route.FulfillAsync(new()
            {
                Body = """{"status":"healthy","ready":true,"classification":"enabled","max_upload_bytes":1000}""",
            });
        });
        await Screen.OpenAsync();
        await ChooseAsync("large.wav", TestAudio.Wav(1));
        await Title.FocusAsync();

        held.SetResult();

        await Expect(Screen.UploadForm.GetByTestId("upload-file-error")).ToContainTextAsync("is larger than 1 MB.");
        await Expect(Title).ToBeFocusedAsync();
    }

    [Test]
    public async Task Added_and_removed_tags_are_announced()
    {
        await Screen.OpenAsync();
        await Screen.UploadForm.GetByTestId("tag-input").FillAsync("mine");
        await Screen.UploadForm.GetByTestId("tag-input").PressAsync("Enter");
        await Expect(Page.GetByTestId("upload-announcer")).ToHaveTextAsync("mine added, 1 of 10 tags.");

        await Screen.UploadForm.GetByTestId("remove-tag").ClickAsync();

        await Expect(Page.GetByTestId("upload-announcer")).ToHaveTextAsync("mine removed.");
    }

    [Test]
    public async Task Empty_status_stays_in_the_accessibility_tree()
    {
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("upload-status")).ToBeEmptyAsync();
        await Expect(Page.GetByTestId("upload-status")).ToHaveCSSAsync("display", "block");
    }

    private async Task DropAsync(string name)
    {
        var files = await Page.EvaluateHandleAsync(
            """
            name => {
              const files = new DataTransfer();
              files.items.add(new File(["content"], name, { type: "audio/mpeg" }));
              return files;
            }
            """, name);
        await Page.DispatchEventAsync("body", "drop", new { dataTransfer = files });
    }

    private static FilePayload Wav(string name, int recording) =>
        new() { Name = name, MimeType = "audio/wav", Buffer = TestAudio.Wav(recording) };

    private Task ChooseAsync(string name, byte[] content) => File.SetInputFilesAsync(new FilePayload { Name = name, MimeType = "audio/wav", Buffer = content });
}
