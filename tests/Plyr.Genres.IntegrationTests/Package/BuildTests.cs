using System.Reflection.Metadata;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>How the assembly in the package was built.</summary>
internal sealed class BuildTests
{
    [OneTimeSetUp]
    public Task PackAsync() => Packing.PackAsync();

    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [TestCase(PackedPackage.Assembly)]
    [TestCase(PackedPackage.Symbols)]
    [TestCase("lib/net10.0/Plyr.Genres.xml")]
    public void Two_builds_of_one_commit_in_two_folders_are_the_same_to_the_byte(string name) =>
        Assert.That(Packing.First[name].AsSpan().SequenceEqual(Packing.Second[name]));

    [TestCase(PackedPackage.Assembly)]
    [TestCase(PackedPackage.Symbols)]
    public void Nothing_tells_where_it_was_built(string name)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Packing.First.Folder)))!;
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
            Assert.That(Packing.First[name].AsSpan().IndexOf(encoding.GetBytes(folder)), Is.Negative);
    }

    [Test]
    public void A_debugger_finds_every_source_at_the_commit()
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(
            new MemoryStream(Packing.First[PackedPackage.Symbols]));
        var symbols = provider.GetMetadataReader();
        var sources = symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name))
            .ToArray();
        Assert.That(sources, Has.Some.EqualTo("/_/src/Plyr.Genres/Workflows/TrackGenres.cs"));
        Assert.That(sources, Is.All.StartsWith("/_/"));

        var map = symbols.CustomDebugInformation.Select(symbols.GetCustomDebugInformation).Single(
            information => symbols.GetGuid(information.Kind) == SourceLink);
        using var link = JsonDocument.Parse(symbols.GetBlobBytes(map.Value));
        Assert.That(
            link.RootElement.GetProperty("documents").EnumerateObject().Select(
                document => (document.Name, document.Value.GetString())),
            Is.EqualTo(
                new[] { ("/_/*", $"https://raw.githubusercontent.com/example/plyr-genres/{Packing.Commit}/*") }));
    }

    [Test]
    public void The_assembly_says_from_which_commit_it_is() =>
        Assert.That(
            Packing.First[PackedPackage.Assembly].AsSpan().IndexOf(
                Encoding.UTF8.GetBytes($"{Packing.Version}+{Packing.Commit}")),
            Is.Positive);
}
