using System.Xml.Linq;
using NUnit.Framework;

namespace Plyr.Genres.Tests.Conventions;

/// <summary>Whatever is referenced is listed with its licence.</summary>
public sealed class ThirdPartyTests
{
    [Test]
    public void Each_referenced_package_is_listed_with_its_licence_and_nothing_else_is()
    {
        var referenced = XDocument.Load(Path.Combine(SourceTree.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(package => (string)package.Attribute("Include")!);
        var listed = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "third-party.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(
                cells =>
                    cells.Length == 5
                        && cells[1] is not "package"
                        && !cells[1].StartsWith("---", StringComparison.Ordinal))
            .ToArray();
        Assert.That(listed.SelectMany(cells => cells[1].Split(", ")), Is.EquivalentTo(referenced));
        Assert.That(
            listed.Select(cells => cells[2]),
            Has.All.AnyOf("MIT", "Apache-2.0", "BSD-3-Clause", "PostgreSQL", "LGPL-2.1-only"));
    }
}
