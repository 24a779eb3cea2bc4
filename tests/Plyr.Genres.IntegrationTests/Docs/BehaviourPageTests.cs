using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>Whoever meets a rule's number in the code finds the rule in behaviour.md.</summary>
internal sealed partial class BehaviourPageTests
{
    [Test]
    public void Every_rule_that_the_code_cites_stands_on_the_page()
    {
        var rules = Item().Matches(Repository.Read("docs", "behaviour.md")).Select(item => Number(item.Groups["number"].Value)).ToHashSet();
        var cited = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Citation().Matches(File.ReadAllText(file)))
            .SelectMany(citation => citation.Groups["number"].Captures)
            .Select(number => Number(number.Value))
            .ToHashSet();
        Assert.That(cited, Is.Not.Empty);
        Assert.That(cited.Except(rules), Is.Empty, "Comments cite rules that docs/behaviour.md does not have.");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Item();

    [GeneratedRegex(@"[Rr]ules? (?<number>\d+)((, | and | to )(?<number>\d+))*")]
    private static partial Regex Citation();
}
