using System.Globalization;
using System.Reflection;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Docs.Pages;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The tables of settings name the options that there are, with the values that hold when nothing is said.</summary>
internal sealed class SettingsPageTests
{
    private static readonly PropertyInfo[] Options = typeof(PlyrGenresOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static IReadOnlyList<string[]> Rows => MarkdownPage.Read("docs/settings.md").Table("option");

    [Test]
    public void The_page_has_a_row_for_each_option_in_their_order() =>
        Assert.That(Rows.Select(row => row[0]), Is.EqualTo(Options.Select(option => option.Name)), "docs/settings.md, first column");

    [Test]
    public void The_defaults_are_those_of_the_code()
    {
        var options = new PlyrGenresOptions();
        Assert.That(Rows.Select(row => row[2]), Is.EqualTo(Options.Select(option => Text(option.GetValue(options)))), "docs/settings.md, third column");
    }

    [Test]
    public void The_names_in_configuration_are_those_that_are_read()
    {
        var read = typeof(PlyrGenresOptions).Assembly.GetType("Plyr.Genres.ConfigurationSettings", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!);
        Assert.That(Rows.Select(row => row[1]).Where(name => name.Length > 0), Is.EquivalentTo(read), "docs/settings.md, second column");
    }

    [Test]
    public void The_table_of_the_readme_names_every_option() => Assert.That(
        MarkdownPage.Read("README.md").Table("option").SelectMany(row => row[0].Split(", ")).Select(name => name.Trim('`')),
        Is.EquivalentTo(Options.Select(option => option.Name)));

    /// <summary>A value as the page writes it.</summary>
    private static string Text(object? value) => value switch
    {
        null => "none",
        string { Length: 64 } => "the latest",
        bool flag => flag ? "true" : "false",
        System.Collections.IEnumerable and not string => "empty",
        Uri uri => uri.OriginalString,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
