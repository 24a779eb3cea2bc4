using System.IO.Compression;
using System.Xml.Linq;

namespace Plyr.Genres.IntegrationTests.Package;

/// <summary>A package file, read whole.</summary>
internal sealed class PackedPackage
{
    public const string Assembly = "lib/net10.0/Plyr.Genres.dll";
    public const string Symbols = "lib/net10.0/Plyr.Genres.pdb";

    private readonly Dictionary<string, byte[]> _files;

    private PackedPackage(string folder, Dictionary<string, byte[]> files)
    {
        (Folder, _files) = (folder, files);
        using var nuspec = new MemoryStream(
            files.Single(file => file.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value);
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single();
    }

    /// <summary>The folder that holds it, which serves as a feed.</summary>
    public string Folder { get; }

    /// <summary>The metadata of its nuspec.</summary>
    public XElement Metadata { get; }

    /// <summary>What a consumer gets, without the parts that every package has.</summary>
    public IEnumerable<string> Names =>
        _files.Keys.Where(
            name =>
                name is not ("[Content_Types].xml" or "_rels/.rels")
                    && !name.StartsWith("package/", StringComparison.Ordinal));

    public byte[] this[string name] => _files[name];

    public static PackedPackage Open(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        return new PackedPackage(Path.GetDirectoryName(path)!, archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            using var copy = new MemoryStream();
            content.CopyTo(copy);
            return copy.ToArray();
        }));
    }

    /// <summary>An element of the metadata; its namespace depends on the packer's version.</summary>
    public XElement? Find(string name) =>
        Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
}
