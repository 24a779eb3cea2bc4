using System.Xml.Linq;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>What is in the package, and what it says about itself.</summary>
internal sealed class ContentTests
{
    [OneTimeSetUp]
    public Task PackAsync() => Packing.PackAsync();

    private static readonly string[] Dependencies =
        [
            "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Http",
            "Microsoft.Extensions.Options",
            "System.Text.Json",
        ];

    [Test]
    public void It_holds_the_assembly_its_documentation_and_symbols_and_nothing_unexpected() =>
        Assert.That(Packing.First.Names, Is.EquivalentTo(new[]
    {
        "Plyr.Genres.nuspec",
        PackedPackage.Assembly,
        PackedPackage.Symbols,
        "lib/net10.0/Plyr.Genres.xml",
        "README.md",
        "LICENSE",
        "icon.png",
    }));

    [Test]
    public void Its_metadata_is_complete()
    {
        var package = Packing.First;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(package.Find("id")?.Value, Is.EqualTo("Plyr.Genres"));
            Assert.That(package.Find("version")?.Value, Is.EqualTo(Packing.Version));
            Assert.That(package.Find("license")?.Attribute("type")?.Value, Is.EqualTo("expression"));
            Assert.That(package.Find("license")?.Value, Is.EqualTo("MIT"));
            Assert.That(package.Find("readme")?.Value, Is.EqualTo("README.md"));
            Assert.That(package.Find("icon")?.Value, Is.EqualTo("icon.png"));
            foreach (var name in new[] { "authors", "description", "tags", "releaseNotes", "copyright" })
                Assert.That(package.Find(name)?.Value, Is.Not.Null.And.Not.Empty.And.Not.Contains("$"), name);
            Assert.That(
                package["README.md"],
                Is.EqualTo(File.ReadAllBytes(Path.Combine(Repository.Root, "src", "Plyr.Genres", "PACKAGE.md"))),
                "the readme is the one written for the package");
        }
    }

    [Test]
    public void It_names_the_repository_and_the_commit()
    {
        var repository = Packing.First.Find("repository");
        Assert.That(
            new[] { "type", "url", "commit" }.Select(name => repository?.Attribute(name)?.Value),
            Is.EqualTo(new[] { "git", PackageCheckout.Remote, Packing.Commit }));
    }

    [Test]
    public void Out_of_a_checkout_without_a_remote_it_names_no_repository() =>
        Assert.That(Packing.WithoutRemote.Find("repository"), Is.Null);

    [Test]
    public void Package_has_exactly_the_four_dependencies_of_the_project()
    {
        var group = Packing.First.Find("dependencies")!.Elements().Single();
        Assert.That(group.Attribute("targetFramework")?.Value, Is.EqualTo("net10.0"));
        Assert.That(
            group.Elements().Select(
                dependency => (dependency.Attribute("id")?.Value, dependency.Attribute("version")?.Value)),
            Is.EquivalentTo(References()));
        Assert.That(References().Select(reference => reference.Id), Is.EquivalentTo(Dependencies));
    }

    private static IEnumerable<(string? Id, string? Version)> References() =>
        XDocument.Parse(Repository.Read("src", "Plyr.Genres", "Plyr.Genres.csproj"))
        .Descendants("PackageReference")
        .Where(reference => reference.Attribute("PrivateAssets") is null)
        .Select(reference => (reference.Attribute("Include")?.Value, reference.Attribute("VersionOverride")?.Value));
}
