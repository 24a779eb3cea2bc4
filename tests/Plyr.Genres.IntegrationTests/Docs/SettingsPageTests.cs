using System.Collections;
using System.Globalization;
using System.Reflection;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Docs.Pages;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The table of settings.md names the options of the code, with their defaults.</summary>
internal sealed class SettingsPageTests
{
    private static readonly IReadOnlyDictionary<string, object?> Options = Flatten(new PlyrGenresOptions(), "");

    private static IReadOnlyList<string[]> Rows => MarkdownPage.Read("docs/settings.md").Table("option");

    [Test]
    public void The_table_has_a_row_for_each_option_in_their_order() =>
        Assert.That(Rows.Select(row => row[0]), Is.EqualTo(Options.Keys));

    [Test]
    public void The_defaults_are_those_of_the_code() =>
        Assert.That(
            Rows.Select(row => $"{row[0]} {row[2]}"),
            Is.EqualTo(Options.Select(option => $"{option.Key} {Text(option.Value)}")));

    [Test]
    public void The_environment_names_are_those_that_are_read() =>
        Assert.That(
            Rows.Select(row => row[1]).Where(name => name.Length > 0), Is.EquivalentTo(Keys("EnvironmentNames")));

    [Test]
    public void A_section_binds_every_option_of_the_table() => Assert.That(
        Keys("Keys").Concat(Keys("Collections")).Select(key => key.Replace(':', '.')), Is.EquivalentTo(Options.Keys));

    /// <summary>Returns the options and those of their groups, with the name of the group before theirs.</summary>
    private static Dictionary<string, object?> Flatten(object options, string prefix)
    {
        var values = new Dictionary<string, object?>();
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = prefix + property.Name;
            if (property.CanWrite)
                values.Add(name, property.GetValue(options));
            else
                values = values.Concat(Flatten(property.GetValue(options)!, $"{name}.")).ToDictionary();
        }

        return values;
    }

    private static IEnumerable<string> Keys(string table)
    {
        var reader = typeof(PlyrGenresOptions).Assembly.GetType(
            "Plyr.Genres.Options.ConfigurationOptions", throwOnError: true)!;
        var names = (IDictionary)reader.GetField(table, BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        return names.Keys.Cast<string>();
    }

    /// <summary>Returns a value as the page writes it.</summary>
    private static string Text(object? value) => value switch
    {
        null => "none",
        string { Length: 64 } => "the latest",
        bool flag => flag ? "true" : "false",
        IEnumerable and not string => "empty",
        Uri uri => uri.OriginalString,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
