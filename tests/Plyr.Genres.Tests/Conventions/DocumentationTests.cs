using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>
/// Whoever has the package alone has its documentation. The compiler sees to the summaries; this sees to the rest.
/// </summary>
public sealed partial class DocumentationTests
{
    private static readonly ILookup<string, XElement> Documentation = XDocument
        .Load(Path.ChangeExtension(typeof(TrackGenres).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToLookup(member => member.Attribute("name")!.Value.Split('(')[0].Split("``")[0]);

    private static IEnumerable<MethodBase> PublicMethods => typeof(TrackGenres).Assembly.GetExportedTypes()
        .SelectMany(
            type => type.GetMembers(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .OfType<MethodBase>()
        .Where(method => DocumentationOf(method).Any());

    [Test]
    public void Every_parameter_is_explained()
    {
        var parameters = PublicMethods.SelectMany(
            method => method.GetParameters(), (method, parameter) => (Method: method, parameter.Name)).ToArray();
        Assert.That(parameters, Has.Length.GreaterThan(50));
        Assert.That(
            parameters.Where(
                parameter => !DocumentationOf(parameter.Method).Elements("param").Any(
                    text => text.Attribute("name")!.Value == parameter.Name && text.Value.Length > 0)),
            Is.Empty);
    }

    [Test]
    public void Every_method_documents_its_result()
    {
        var methods = PublicMethods.OfType<MethodInfo>()
            .Where(
                method =>
                    method.ReturnType != typeof(void)
                        && !method.IsSpecialName
                        && method.GetBaseDefinition().DeclaringType == method.DeclaringType)
            .ToArray();
        Assert.That(methods, Has.Length.GreaterThan(20));
        Assert.That(
            methods.Where(
                method => !DocumentationOf(method).Any(member => member.Element("returns") is { Value.Length: > 0 })),
            Is.Empty);
    }

    [Test]
    public void No_public_documentation_points_at_a_rule_that_the_reader_does_not_have()
    {
        var names = typeof(TrackGenres).Assembly.GetExportedTypes()
            .SelectMany(
                type => type.GetMembers(
                    BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly),
                (type, member) => $"{type.FullName}.{member.Name.Replace('.', '#')}")
            .Concat(typeof(TrackGenres).Assembly.GetExportedTypes().Select(type => type.FullName!))
            .ToHashSet();
        var members = Documentation.Where(member => names.Contains(member.Key[2..])).ToArray();
        Assert.That(members, Has.Length.GreaterThan(200));
        Assert.That(
            members.Where(member => member.Any(text => Rule().IsMatch(text.Value))).Select(member => member.Key),
            Is.Empty);
    }

    [Test]
    public void No_warning_about_documentation_is_suppressed_in_the_package()
    {
        var project = Path.Combine(SourceTree.Root, "src", "Plyr.Genres");
        var settings = new[]
        {
            Path.Combine(project, "Plyr.Genres.csproj"),
            Path.Combine(project, ".editorconfig"),
            Path.Combine(SourceTree.Root, ".editorconfig"),
        }.Select(File.ReadAllText);
        Assert.That(
            settings.Concat(SourceTree.Package.Select(file => file.Text)),
            Has.None.Match(DocumentationWarning().ToString()));
        Assert.That(
            File.ReadLines(Path.Combine(SourceTree.Root, "Directory.Build.props")).Where(
                line => DocumentationWarning().IsMatch(line)),
            Is.All.Contain("Condition=\"'$(MSBuildProjectName)' != 'Plyr.Genres'\""));
    }

    private static IEnumerable<XElement> DocumentationOf(MethodBase method) =>
        Documentation[$"M:{method.DeclaringType!.FullName}.{(method.IsConstructor ? "#ctor" : method.Name)}"]
        .Where(
            member =>
                !member.Elements("inheritdoc").Any()
                    && ParametersIn(member.Attribute("name")!.Value) == method.GetParameters().Length);

    // Commas inside of braces belong to one type.
    private static int ParametersIn(string name) =>
        name.IndexOf('(', StringComparison.Ordinal) is >= 0 and var start
            ? TypeArguments().Replace(name[start..], "").Count(c => c == ',') + 1
            : 0;

    [GeneratedRegex(@"\{(?>[^{}]|(?<open>\{)|(?<-open>\}))*\}")]
    private static partial Regex TypeArguments();

    [GeneratedRegex(@"\b[Rr]ules? \d")]
    private static partial Regex Rule();

    // CS1570 to CS1574, CS1580 to CS1591, CS1710 to CS1735: what the compiler says about documentation.
    [GeneratedRegex(@"\bCS(?:15[789]\d|17[123]\d)\b")]
    private static partial Regex DocumentationWarning();
}
