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

    private ILocator AutoTag => Screen.UploadForm.GetByRole(AriaRole.Checkbox, new() { Name = "auto-tag with recommended genres" });

    private ILocator Submit => Screen.UploadForm.GetByTestId("upload-submit");

    [Test]
    public async Task Auto_tagging_is_offered_unchecked_and_with_a_hint()
    {
        await Screen.OpenAsync();
        await Expect(AutoTag).Not.ToBeCheckedAsync();
        await Expect(AutoTag).ToHaveAccessibleDescriptionAsync("Once the audio has been analysed, the genres heard most clearly are added as tags. Your own tags stay.");
        await Screen.UploadForm.GetByText("auto-tag with recommended genres").ClickAsync();
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
        await Expect(row.GetByTestId("track-state")).ToHaveTextAsync("Genres up to date");
        await Expect(row.GetByTestId("tag")).ToHaveTextAsync(autoTag ? ["field recording", "no enter here", "electronic", "ambient", "house"] : ["field recording", "no enter here"]);
        await Expect(Title).ToHaveValueAsync("");
        await Expect(AutoTag).Not.ToBeCheckedAsync();
        await Expect(Screen.UploadForm.GetByTestId("upload-status")).ToContainTextAsync("is uploaded.");
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
        var progress = Screen.UploadForm.GetByRole(AriaRole.Progressbar);
        await Expect(Screen.UploadForm.GetByTestId("upload-progress-text")).ToHaveTextAsync(new Regex("^Uploading, [1-9][0-9]?%$"));
        await Expect(progress).ToBeVisibleAsync();
        Assert.That(await progress.EvaluateAsync<double>("bar => bar.position"), Is.GreaterThan(0).And.LessThan(1));
        await Expect(Submit).ToBeDisabledAsync();

        await Screen.UploadForm.GetByTestId("upload-cancel").ClickAsync();
        await Expect(Screen.UploadForm.GetByTestId("upload-status")).ToHaveTextAsync("The upload was cancelled.");
        await Expect(progress).ToBeHiddenAsync();
        await Expect(Submit).ToBeEnabledAsync();
        Assert.That((await Host.Api.GetAsync("/tracks")).GetProperty("tracks").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task What_is_missing_is_said_beside_its_field_and_the_first_fault_gets_the_focus()
    {
        await Screen.OpenAsync();
        await Submit.ClickAsync();
        await Expect(File).ToHaveAccessibleDescriptionAsync("Choose an audio file.");
        await Expect(File).ToBeFocusedAsync();
        await ChooseAsync("empty.wav", []);
        await Submit.ClickAsync();
        await Expect(File).ToHaveAccessibleDescriptionAsync("This file is empty. Choose another.");
    }

    [Test]
    public async Task What_the_host_refuses_is_said_in_its_own_words_and_what_was_typed_stays()
    {
        await Screen.OpenAsync();
        await ChooseAsync("notes.wav", "These are only words, whatever the name says."u8.ToArray());
        await Screen.UploadForm.GetByTestId("upload-artist").FillAsync("Mara");
        await Submit.ClickAsync();
        await Expect(Screen.UploadForm.GetByTestId("upload-error")).ToContainTextAsync("audio");
        await Expect(Screen.UploadForm.GetByTestId("upload-artist")).ToHaveValueAsync("Mara");

        await ChooseAsync("notes.wav", TestAudio.Wav(52));
        await Submit.ClickAsync();
        await Expect(Screen.Rows).ToHaveCountAsync(1);
        await Expect(Screen.UploadForm.GetByTestId("upload-error")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_broken_connection_is_said_and_the_form_can_be_sent_again()
    {
        await Screen.OpenAsync();
        await ChooseAsync("a.wav", TestAudio.Wav(53));
        await Page.RouteAsync("**/tracks", route => route.AbortAsync("connectionreset"), new() { Times = 1 });
        await Submit.ClickAsync();
        await Expect(Screen.UploadForm.GetByTestId("upload-error")).ToContainTextAsync("The upload was cut off.");
        await Submit.ClickAsync();
        await Expect(Screen.Rows).ToHaveCountAsync(1);
    }

    private Task ChooseAsync(string name, byte[] content) => File.SetInputFilesAsync(new FilePayload { Name = name, MimeType = "audio/wav", Buffer = content });
}
