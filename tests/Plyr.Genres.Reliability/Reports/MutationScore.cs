using System.Text.RegularExpressions;

namespace Plyr.Genres.Reliability.Reports;

/// <summary>The mutation score as docs/testing.md has it: it is measured by hand, with the commit that it was measured at.</summary>
/// <param name="Percent">The score.</param>
/// <param name="Commit">The commit.</param>
internal sealed partial record MutationScore(string Percent, string Commit)
{
    /// <returns>The score, or null when the document has none.</returns>
    public static MutationScore? Find(string document) =>
        Line().Match(document) is { Success: true } match ? new MutationScore(match.Groups["percent"].Value, match.Groups["commit"].Value) : null;

    [GeneratedRegex(@"mutation score\D{0,40}(?<percent>\d+(\.\d+)?) ?%[^\n]{0,80}?`(?<commit>[0-9a-f]{7,40})`", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
