using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Package.Readme;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.TestModels;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>The package of the model in process, as it is packed and as a program elsewhere uses it.</summary>
internal sealed class LocalPackageTests
{
    [OneTimeSetUp]
    public Task BuildAsync() => Consumers.BuildAsync();

    [Test]
    public void Package_has_its_assembly_documentation_and_symbols()
    {
        string[] expected =
        [
            "Plyr.Genres.Local.nuspec",
            "lib/net10.0/Plyr.Genres.Local.dll",
            "lib/net10.0/Plyr.Genres.Local.pdb",
            "lib/net10.0/Plyr.Genres.Local.xml",
            "README.md",
            "LICENSE",
            "icon.png",
        ];

        Assert.That(Packing.Local.Names, Is.EquivalentTo(expected));
    }

    [Test]
    public void Metadata_is_complete()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Packing.Local.Find("id")?.Value, Is.EqualTo("Plyr.Genres.Local"));
            Assert.That(Packing.Local.Find("version")?.Value, Is.EqualTo(Packing.Version));
            Assert.That(Packing.Local.Find("license")?.Value, Is.EqualTo("MIT"));
            Assert.That(Packing.Local.Find("readme")?.Value, Is.EqualTo("README.md"));
            Assert.That(Packing.Local.Find("icon")?.Value, Is.EqualTo("icon.png"));
            Assert.That(Packing.Local.Find("repository")?.Attribute("commit")?.Value, Is.EqualTo(Packing.Commit));
            foreach (var name in new[] { "authors", "description", "tags", "releaseNotes", "copyright" })
                Assert.That(Packing.Local.Find(name)?.Value, Is.Not.Null.And.Not.Empty, name);
        }
    }

    [Test]
    public void Only_dependencies_are_Plyr_Genres_and_ONNX_Runtime()
    {
        var group = Packing.Local.Find("dependencies")!.Elements().Single();

        var dependencies = group.Elements().Select(dependency => dependency.Attribute("id")?.Value);

        Assert.That(group.Attribute("targetFramework")?.Value, Is.EqualTo("net10.0"));
        Assert.That(dependencies, Is.EquivalentTo(new[] { "Plyr.Genres", "Microsoft.ML.OnnxRuntime" }));
    }

    [Test]
    public async Task Program_of_the_readme_classifies_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(LocalModelDefaults.FileName), RandomModel.Small());
        File.WriteAllBytes(folder.File("song.wav"), TestAudio.Wav(1));

        var printed = await new Shell(folder.Path).RunAsync("dotnet", Consumers.Program(Consumers.Local), "song.wav");

        var lines = printed.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.EqualTo(10).And.All.Match(@"^[01]\.\d{4} \S"));
    }

    [Test]
    public void Program_of_the_readme_has_at_most_ten_lines()
    {
        var lines = LocalReadme.Program.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines, Has.Length.InRange(1, 10));
    }
}
