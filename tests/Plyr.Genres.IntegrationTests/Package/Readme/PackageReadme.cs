using System.Text.RegularExpressions;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package.Readme;

/// <summary>The code in the package's readme, in its order.</summary>
internal static partial class PackageReadme
{
    public static string Console => Code("csharp", 0);

    public static string Web => Code("csharp", 1);

    public static string Store => Code("csharp", 2);

    public static string Table => Code("sql", 0);

    private static string Code(string language, int index) => Block()
        .Matches(Repository.Read("src", "Plyr.Genres", "PACKAGE.md"))
        .Where(block => block.Groups["language"].Value == language)
        .ElementAt(index).Groups["code"].Value;

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
