using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Docs.Pages;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The C# that a reader copies out of a page is code that a test of this project runs.</summary>
internal sealed class SnippetTests
{
    private const string Approve = "PLYR_APPROVE";

    private static IEnumerable<TestCaseData> CSharpFences => MarkdownPage.All
        .SelectMany(page => page.Fences())
        .Where(fence => fence.IsCSharp)
        .Select(fence => new TestCaseData(fence).SetArgDisplayNames($"{fence}: {fence.Snippet}"));

    [TestCaseSource(nameof(CSharpFences))]
    public void A_block_of_CSharp_is_code_that_is_compiled_and_run(Fence fence)
    {
        Assert.That(
            fence.Snippet,
            Is.Not.Null,
            $"{fence}: this C# is not compiled. Put it into a file of {Snippets.Folder} between '// snippet: NAME' "
            + "and '// end', let a test run it, "
            + "and write '<!-- snippet: NAME -->' on the line above the block. "
            + ".github/CONTRIBUTING.md describes this.");
        Assert.That(
            Snippets.All,
            Does.ContainKey(fence.Snippet!),
            $"{fence}: no file of {Snippets.Folder} has '// snippet: {fence.Snippet}'.");

        var code = Snippets.All[fence.Snippet!];
        if (Environment.GetEnvironmentVariable(Approve) == "1" && fence.Text != code)
        {
            // Read again: another block of the page may have been written since, and moved this one.
            var page = MarkdownPage.Read(fence.Page);
            page.Write(page.Fences().Single(block => block.Snippet == fence.Snippet), code);
            return;
        }

        Assert.That(
            fence.Text,
            Is.EqualTo(code),
            $"{fence}: the page and the code of the snippet '{fence.Snippet}' differ. Change the code in "
            + $"{Snippets.Folder}, then run this test with {Approve}=1, "
            + "which writes it into the page.");
    }

    [Test]
    public void Every_snippet_is_shown_by_a_page()
    {
        var shown = MarkdownPage.All.SelectMany(page => page.Fences()).Select(fence => fence.Snippet);
        Assert.That(
            Snippets.All.Keys.Except(shown.OfType<string>()),
            Is.Empty,
            $"No page shows these snippets of {Snippets.Folder}; show them or remove their markers.");
    }

    [TestCaseSource(nameof(Pages))]
    public void A_link_to_a_file_or_heading_of_the_repository_leads_somewhere(MarkdownPage page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Support.Repository.Root, page.Path))!;
        Assert.That(
            page.Links().Where(link => !LeadsSomewhere(link)), Is.Empty, $"These links of {page.Path} lead nowhere.");

        bool LeadsSomewhere(string link)
        {
            var parts = link.Split('#');
            var target = parts[0].Length == 0 ? Path.Combine(Support.Repository.Root, page.Path) : Path.GetFullPath(
                Path.Combine(folder, parts[0]));
            if (parts.Length == 1)
                return File.Exists(target) || Directory.Exists(target);
            return File.Exists(target)
                && MarkdownPage.Read(Path.GetRelativePath(Support.Repository.Root, target))
                    .Anchors()
                    .Contains(parts[1]);
        }
    }

    private static IEnumerable<TestCaseData> Pages =>
        MarkdownPage.All.Select(page => new TestCaseData(page).SetArgDisplayNames(page.Path));
}
