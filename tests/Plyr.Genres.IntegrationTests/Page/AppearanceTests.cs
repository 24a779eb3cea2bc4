using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>
/// Each view on a wide screen and in the light scheme: axe finds nothing wrong with it, and a picture of it is kept in
/// artifacts/page for people to look at. Each look takes seconds, so Reliability looks at the dark scheme and the phone.
/// </summary>
[TestFixture(1280, 900, ColorScheme.Light)]
internal class AppearanceTests(int width, int height, params ColorScheme[] schemes) : PageTest
{
    // The other rules find the same in both schemes.
    private static readonly AxeRunOptions ColorRules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["cat.color"] } };

    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "page");

    protected override Task OpenWindowAsync() => OpenWindowAsync(width, height, ReducedMotion.Reduce);

    [Test]
    public async Task The_list_the_library_and_the_player()
    {
        Host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient", "Folk, World, & Country---Folk", "Jazz---Future Jazz", "Rock---Post Rock"));
        var auto = await AddUnsettledTrackAsync("Low Tide at Skerry Point", ["late night"], autoTag: true);
        await Host.Api.SettledAsync(auto);
        await AddTrackAsync("An Evening Walk Along the Old Canal, Past the Mill and the Three Bridges, Recorded in One Take Without Headphones", "field recording", "live");
        await AddTrackAsync("שלום", "שיר");
        Host.Classifier.Script = (_, _) => throw new GenreClassificationException(GenreClassificationFailure.AudioRejected, "Too short.");
        await AddTrackAsync("Short hiss");
        await Screen.OpenAsync();
        await Expect(Screen.Row(auto).GetByTestId("prediction").First).ToBeVisibleAsync();
        await Screen.ShowLibraryAsync();
        await Expect(Page.GetByTestId("library-genre").First).ToBeVisibleAsync();
        await LookAsync("list", fullPage: true);
        await Screen.Row(auto).GetByTestId("play").ClickAsync();
        await Expect(Page.GetByTestId("player")).ToBeVisibleAsync();
        await LookAsync("player");
    }

    [Test]
    public async Task The_list_with_filters_and_the_question_before_a_loss()
    {
        Host.Classifier.Script = (_, _) => Task.FromResult(ScriptedClassifier.Answer("Electronic---Ambient"));
        var id = await AddTrackAsync("Low Tide", "late night");
        await Screen.OpenAsync("#/?q=low&tag=late+night&state=fresh&sort=title");
        await Expect(Screen.Filters).ToHaveCountAsync(3);
        await LookAsync("filters");
        await Screen.EditAsync(id);
        await Screen.Dialog.GetByText("Why these genres").ClickAsync();
        await Expect(Screen.Dialog.GetByTestId("explained").First).ToBeVisibleAsync();
        await LookAsync("dialog-why");
        await Screen.Dialog.GetByTestId("edit-title").FillAsync("High Tide");
        await Screen.Dialog.GetByTestId("cancel").ClickAsync();
        await Expect(Screen.Question.GetByTestId("confirm-agree")).ToBeEnabledAsync();
        await LookAsync("question");
    }

    [Test]
    public async Task The_list_and_the_dialogs_in_forced_colors()
    {
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ForcedColors = ForcedColors.Active });
        var id = await AddTrackAsync("Low tide", "late night");
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("library-genre").First).ToBeAttachedAsync();
        await LookAsync("contrast-list", fullPage: true);
        await Screen.EditAsync(id);
        await Expect(Screen.Chips).ToHaveCountAsync(3);
        await LookAsync("contrast-dialog");
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();
        await Screen.Dialog.GetByTestId("delete-track").ClickAsync();
        await Expect(Screen.Question.GetByTestId("confirm-agree")).ToBeEnabledAsync();
        await LookAsync("contrast-question");
    }

    [Test]
    public async Task The_empty_page() => await LookAtAsync("empty", () => Task.CompletedTask);

    [Test]
    public async Task The_dialog_while_suggestions_are_awaited_with_chips_and_at_ten_tags()
    {
        var id = await AddTrackAsync("Nine Lanterns", [.. Enumerable.Range(1, 9).Select(number => $"tag {number}")]);
        var requests = await SuggestionRequests.HoldAsync(Page);
        await Screen.OpenAsync();
        await Screen.EditAsync(id);
        await Expect(Screen.Wave).ToBeVisibleAsync();
        await LookAsync("dialog-waiting");
        requests.Answer(id, "electronic", "ambient", "folk, world, & country", "future jazz", "post rock", "dub techno", "field recording", "berlin-school");
        await Expect(Screen.Chips).ToHaveCountAsync(8);
        await LookAsync("dialog-chips");
        await Screen.Chip("ambient").ClickAsync();
        await Expect(Screen.Chips.First).ToBeDisabledAsync();
        await LookAsync("dialog-full");
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();
        await LookAsync("dialog-more");
    }

    [Test]
    public async Task The_upload_form_with_faults_and_while_it_sends()
    {
        await Screen.OpenAsync();
        await Screen.ShowUploadFormAsync();
        await Screen.UploadForm.GetByTestId("upload-submit").ClickAsync();
        await Expect(Screen.UploadForm.GetByTestId("upload-file-error")).ToBeVisibleAsync();
        await LookAsync("upload-faults");
        await Page.RouteAsync("**/tracks", _ => Task.CompletedTask);
        await Screen.UploadForm.GetByTestId("upload-file").SetInputFilesAsync(new FilePayload { Name = "low_tide.wav", MimeType = "audio/wav", Buffer = TestAudio.Wav(1) });
        await Screen.UploadForm.GetByTestId("upload-title").FillAsync("Low tide");
        await Screen.UploadForm.GetByTestId("tag-input").FillAsync("field recording");
        await Screen.UploadForm.GetByTestId("auto-tag").CheckAsync();
        await Screen.UploadForm.GetByTestId("upload-submit").ClickAsync();
        await Expect(Page.GetByTestId("upload-progress")).ToBeVisibleAsync();
        await LookAsync("upload-running");
    }

    [Test]
    public async Task The_page_when_the_host_is_out_of_order()
    {
        foreach (var path in new[] { "**/tracks?*", "**/library", "**/health" })
            await Page.RouteAsync(path, route => route.AbortAsync());
        await LookAtAsync("out-of-order", () => Expect(Page.GetByTestId("retry")).ToBeVisibleAsync());
    }

    private async Task LookAtAsync(string view, Func<Task> prepare)
    {
        await Screen.OpenAsync();
        await prepare();
        await LookAsync(view);
    }

    private async Task LookAsync(string view, bool fullPage = false)
    {
        foreach (var scheme in schemes)
        {
            await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var path = Path.Combine(Folder, $"{view}-{width}-{scheme.ToString().ToLowerInvariant()}.png");
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = fullPage, Animations = ScreenshotAnimations.Disabled });
            TestContext.AddTestAttachment(path, view);
            var result = await Page.RunAxe(scheme == ColorScheme.Light ? null : ColorRules);
            Assert.That(result.Passes, Is.Not.Empty, "axe has looked at something");
            Assert.That(
                result.Violations.Select(finding => $"{scheme}: {finding.Id}: {finding.Help}: {string.Join(", ", finding.Nodes.Select(node => node.Html))}"), Is.Empty);
        }
    }
}
