using System.Globalization;
using Microsoft.Playwright;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Support;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>What a newcomer does first, with the simulator in the place of Replicate.</summary>
[TestFixture]
internal sealed class StoryTests : PageTest
{
    protected override Task<RunningHost> StartAsync() => RunningHost.StartSimulatedAsync();

    [Test]
    public async Task An_upload_with_auto_tags_and_one_of_ones_own_is_tagged_within_seconds_and_the_rest_is_suggested()
    {
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("health")).ToContainTextAsync("Suggestions are simulated");
        await Screen.UploadForm.GetByTestId("upload-file").SetInputFilesAsync(new FilePayload { Name = "first.wav", MimeType = "audio/wav", Buffer = TestAudio.Wav(1) });
        await Screen.UploadForm.GetByTestId("tag-input").FillAsync("electronic");
        await Screen.UploadForm.GetByTestId("tag-input").PressAsync("Enter");
        await Screen.UploadForm.GetByText("auto-tag with suggested genres").ClickAsync();
        await Screen.UploadForm.GetByTestId("upload-submit").ClickAsync();

        var row = Page.GetByTestId("track");
        await Expect(row).ToHaveAttributeAsync("data-state", "fresh");
        var id = long.Parse((await row.GetAttributeAsync("data-track-id"))!, CultureInfo.InvariantCulture);
        var track = await Host.Api.SettledAsync(id);
        var autoTags = track.GetProperty("genres").GetProperty("auto_tags").EnumerateArray().Select(name => name.GetString()!).ToArray();
        Assert.That(autoTags, Is.Not.Empty);
        await Expect(row.GetByTestId("tag")).ToHaveTextAsync(["electronic", .. autoTags]);

        var predicted = track.GetProperty("genres").GetProperty("predictions").EnumerateArray().Select(prediction => prediction.Text("name")!);
        var remaining = predicted.Except(["electronic", .. autoTags]).Take(8).ToArray();
        Assert.That(remaining, Is.Not.Empty);
        await Screen.EditAsync(id);
        await Expect(Screen.ChipNames).ToHaveTextAsync(remaining);
        await Screen.Chip(remaining[0]).ClickAsync();
        await Screen.SaveAsync();
        Assert.That(await TagsOfAsync(id), Is.EqualTo(new[] { "electronic" }.Concat(autoTags).Append(remaining[0])));
    }
}
