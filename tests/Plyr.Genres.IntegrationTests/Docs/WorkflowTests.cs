using System.Text.RegularExpressions;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Package;
using Plyr.Genres.IntegrationTests.Support;
using YamlDotNet.RepresentationModel;

namespace Plyr.Genres.IntegrationTests.Docs;

/// <summary>The files of .github that only GitHub can run: their YAML, their scripts and what they refer to.</summary>
internal sealed partial class WorkflowTests
{
    private static string Folder => Path.Combine(Repository.Root, ".github");

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.yml", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file));

    private static IEnumerable<TestCaseData> Scripts => Files
        .SelectMany(
            file => Values(Load(file), "run").Select(
                (script, index) => new TestCaseData(script).SetArgDisplayNames($"{file}, {index + 1}")));

    [TestCaseSource(nameof(Files))]
    public void A_file_is_one_YAML_mapping(string file) => Assert.That(Load(file), Is.InstanceOf<YamlMappingNode>());

    [TestCaseSource(nameof(Scripts))]
    public async Task A_script_has_no_syntax_error(string script)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("script"), Expression().Replace(script, "value"));

        await new Shell(folder.Path).RunAsync("bash", "-n", "script");
    }

    [Test]
    public void An_action_has_a_version_and_a_local_workflow_exists() => Assert.That(
        Files.SelectMany(file => Values(Load(file), "uses")),
        Is.Not.Empty.And.All.Matches<string>(uses =>
            uses!.StartsWith("./", StringComparison.Ordinal)
                ? File.Exists(Path.Combine(Repository.Root, uses))
                : Version().IsMatch(uses)));

    [Test]
    public async Task The_release_reads_its_notes_from_the_changelog()
    {
        using var folder = new TemporaryFolder();
        var script = Values(Load("workflows/release.yml"), "run").Single(
            run => run.Contains("notes.md", StringComparison.Ordinal) && run.Contains("awk", StringComparison.Ordinal));
        Directory.CreateDirectory(folder.File("docs"));
        await File.WriteAllTextAsync(
            folder.File("docs/CHANGELOG.md"), "# Changelog\n\n## 2.0.0\n\n- New.\n\n## 1.0.0\n\n- Old.\n");
        var shell = new Shell(folder.Path)
        {
            Environment = { ["GITHUB_REF_NAME"] = "v2.0.0", ["GITHUB_ENV"] = folder.File("env") },
        };

        await shell.RunAsync("bash", "-e", "-c", script);

        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(folder.File("notes.md")).Trim(), Is.EqualTo("- New."));
            Assert.That(File.ReadAllText(folder.File("env")).Trim(), Is.EqualTo("VERSION=2.0.0"));
        });
    }

    [Test]
    public void The_changelog_has_a_section_for_the_current_version()
    {
        var version = Regex.Match(Repository.Read("Directory.Build.props"), "<Version>(.*)</Version>").Groups[1].Value;

        Assert.That(Repository.Read("docs", "CHANGELOG.md"), Does.Contain($"\n## {version}\n"));
    }

    private static YamlNode Load(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Folder, file))));
        return yaml.Documents.Single().RootNode;
    }

    private static IEnumerable<string> Values(YamlNode node, string key) => node.AllNodes.OfType<YamlMappingNode>()
        .SelectMany(mapping => mapping.Children)
        .Where(child => child.Key.ToString() == key && child.Value is YamlScalarNode)
        .Select(child => child.Value.ToString());

    [GeneratedRegex(@"\$\{\{.*?\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^[\w-]+/[\w-]+@v\d+$")]
    private static partial Regex Version();
}
