using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Docs.Pages;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The tables of architecture.md name files and members that exist.</summary>
internal sealed class ArchitecturePageTests
{
    private static IEnumerable<TestCaseData> Answers => new[] { "step", "question" }
        .SelectMany(MarkdownPage.Read("docs/architecture.md").Table)
        .Select(row => new TestCaseData(row[1], row[2]).SetArgDisplayNames(row[0]));

    [TestCaseSource(nameof(Answers))]
    public void The_file_has_the_member(string file, string member) =>
        Assert.That(Repository.Read("src", "Plyr.Genres", file), Does.Match($@"\b{member}\b"));
}
