using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Plyr.Genres.IntegrationTests.Page;

/// <summary>What there is to see and to do on the page.</summary>
internal sealed class Screen(IPage page, Uri address)
{
    public ILocator Rows => page.GetByTestId("track");

    public ILocator Dialog => page.GetByTestId("edit-dialog");

    /// <summary>The question that is asked before something is lost.</summary>
    public ILocator Question => page.GetByTestId("confirm-dialog");

    public ILocator Filters => page.GetByTestId("filter-chip");

    public ILocator TagInput => Dialog.GetByTestId("tag-input");

    public ILocator ChosenTags => Dialog.GetByTestId("chosen-tags").GetByTestId("tag");

    public ILocator Suggestions => Dialog.GetByTestId("suggestions");

    public ILocator Wave => Dialog.GetByTestId("suggestions-loading");

    public ILocator Chips => Dialog.GetByTestId("suggestion-chip");

    /// <summary>The names on the chips, without the plus and the confidence.</summary>
    public ILocator ChipNames => Chips.Locator("bdi");

    public ILocator Announcer => page.GetByTestId("announcer");

    public ILocator UploadForm => page.GetByTestId("upload-form");

    public ILocator Row(long id) => page.Locator($"[data-testid=track][data-track-id='{id.ToString(CultureInfo.InvariantCulture)}']");

    public ILocator Chip(string name) =>
        Chips.Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    public ILocator RemoveButton(string tag) => Dialog.GetByRole(AriaRole.Button, new() { Name = $"Remove {tag}", Exact = true });

    /// <summary>Loads the page; the list and the library are there when the task completes.</summary>
    public async Task OpenAsync(string fragment = "")
    {
        await page.GotoAsync(new Uri(address, fragment).AbsoluteUri);
        await Expect(page.GetByTestId("tracks-status")).Not.ToHaveTextAsync("Loading tracks…");
        await Expect(page.Locator("#library-summary:not(:empty)").Or(page.GetByTestId("library-error").And(page.Locator(":visible")))).ToBeVisibleAsync();
    }

    /// <summary>Has the page look for changes at once, as it does when a person comes back to it.</summary>
    public Task LookAgainAsync() =>
        page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");

    /// <summary>Shows the upload form where it is folded away, which it is on a phone.</summary>
    public async Task ShowUploadFormAsync()
    {
        await ShowAsync("upload-toggle");
        await Expect(UploadForm).ToBeVisibleAsync();
    }

    /// <summary>Shows the whole library where it is folded away, which it is on a phone.</summary>
    public Task ShowLibraryAsync() => ShowAsync("library-toggle");

    public async Task EditAsync(long id)
    {
        await Row(id).GetByTestId("edit").ClickAsync();
        await Expect(Dialog).ToBeVisibleAsync();
    }

    public async Task TypeTagAsync(string name)
    {
        await TagInput.FillAsync(name);
        await TagInput.PressAsync("Enter");
    }

    public async Task SaveAsync()
    {
        await Dialog.GetByTestId("save").ClickAsync();
        await Expect(Dialog).ToBeHiddenAsync();
    }

    public async Task CancelAsync()
    {
        await Dialog.GetByTestId("cancel").ClickAsync();
        await Expect(Dialog).ToBeHiddenAsync();
    }

    /// <summary>Cancels the dialog and agrees to lose the changes.</summary>
    public async Task DiscardAsync()
    {
        await Dialog.GetByTestId("cancel").ClickAsync();
        await AgreeAsync("Discard");
        await Expect(Dialog).ToBeHiddenAsync();
    }

    /// <summary>Focuses a control once it can be seen: a hidden one would take no focus, without an error.</summary>
    public static async Task FocusAsync(ILocator control)
    {
        await Expect(control).ToBeVisibleAsync();
        await control.FocusAsync();
    }

    /// <summary>Answers the question with the button that has this text.</summary>
    public async Task AgreeAsync(string action)
    {
        await Expect(Question.GetByTestId("confirm-agree")).ToHaveTextAsync(action);
        await Question.GetByTestId("confirm-agree").ClickAsync();
        await Expect(Question).ToBeHiddenAsync();
    }

    private async Task ShowAsync(string toggle)
    {
        if (await page.GetByTestId(toggle).IsVisibleAsync())
            await page.GetByTestId(toggle).ClickAsync();
    }
}
