using NUnit.Framework;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Host;
using Plyr.Genres.IntegrationTests.Host.Postgres;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>The page on another program's tables.</summary>
[TestFixture]
internal sealed class GuestTests : PageTest
{
    private GuestTables _tables = null!;

    protected override async Task<RunningHost> StartAsync()
    {
        _tables = await GuestTables.CreateAsync();
        return await RunningHost.StartAsync((SettingNames.DatabaseUrl, _tables.Url));
    }

    [OneTimeTearDown]
    public async Task DropTablesAsync()
    {
        if (_tables is not null)
            await _tables.DisposeAsync();
    }

    [Test]
    public async Task Page_offers_no_changes_of_another_programs_tracks()
    {
        var id = await _tables.AddTrackAsync();
        await Host.Api.GetAsync($"/tracks/{id}/recommended-tags");
        await Screen.OpenAsync();
        await Expect(Page.GetByTestId("health")).ToContainTextAsync(
            "The tracks belong to another program. They can be analysed here, but not changed.");
        await Expect(Screen.UploadForm).ToBeHiddenAsync();
        await Expect(Screen.Row(id).GetByTestId("prediction").First).ToBeHiddenAsync();

        await Screen.EditAsync(id);
        await Screen.Dialog.GetByText("Audio and analysis").ClickAsync();

        await Expect(Screen.Dialog.GetByTestId("forget-genres")).ToBeVisibleAsync();
        foreach (var testId in new[] { "save", "tag-input", "replace-file", "replace-audio", "delete-track" })
            await Expect(Screen.Dialog.GetByTestId(testId)).ToBeHiddenAsync();
        await Expect(Screen.Chips).ToHaveCountAsync(0);
        await Expect(Screen.Dialog.GetByTestId("edit-title")).Not.ToBeEditableAsync();
        await Screen.CancelAsync();
    }
}
