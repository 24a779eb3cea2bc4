using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Plyr.Genres.Simulator;

/// <summary>Parses times on the command line: a number followed by ms, s, m or h, or 0.</summary>
internal static partial class Duration
{
    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Parse(result, name),
    };

    private static TimeSpan? Parse(ArgumentResult result, string name)
    {
        var text = result.Tokens.Single().Value;
        var match = Form().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["n"].Value, CultureInfo.InvariantCulture, out var number))
        {
            result.AddError($"{name} is '{text}'; it must be a time such as 2s, 200ms or 5m.");
            return null;
        }

        return match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    [GeneratedRegex("^(?:(?<n>[0-9]{1,7}(?:\\.[0-9]{1,6})?)(?<unit>ms|s|m|h)|(?<n>0))$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
