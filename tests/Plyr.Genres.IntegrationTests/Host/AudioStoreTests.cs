using NUnit.Framework;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host;

[TestFixture]
internal sealed class AudioStoreTests
{
    private static readonly string FileId = new('a', 64);

    private TemporaryFolder _folder = null!;
    private AudioStore _store = null!;

    [SetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        _store = new AudioStore(
            new HostSettings { DataFolder = _folder.Path, DatabasePath = "", Configuration = null! },
            new AudioInspector("ffprobe"));
        Directory.CreateDirectory(_folder.File("audio/aa"));
        File.WriteAllText(_folder.File($"audio/aa/{FileId}"), "audio");
        File.WriteAllText(_folder.File("victim"), "theirs");
    }

    [TearDown]
    public void Stop() => _folder.Dispose();

    [TestCase("{folder}/victim")]
    [TestCase("../victim")]
    [TestCase("..")]
    [TestCase(".")]
    [TestCase("x")]
    [TestCase("")]
    [TestCase(null)]
    [TestCase("..%2f..%2fvictim")]
    [TestCase("aa/../../victim")]
    [TestCase("../aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("\uff41aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Finds_and_removes_nothing_under_a_text_that_is_not_a_file_id(string? text)
    {
        var id = text?.Replace("{folder}", _folder.Path, StringComparison.Ordinal);

        _store.Remove(id);

        Assert.Multiple(() =>
        {
            Assert.That(_store.Find(id), Is.Null);
            Assert.That(File.Exists(_folder.File("victim")), Is.True);
            Assert.That(_store.Find(FileId), Is.Not.Null);
        });
    }

    [Test]
    public void Removes_the_file_of_an_id()
    {
        _store.Remove(FileId);

        Assert.That(_store.FileIds(), Is.Empty);
    }

    [Test]
    public void Removing_a_file_whose_folder_is_missing_does_nothing()
    {
        Directory.Delete(_folder.File("audio"), recursive: true);

        Assert.That(() => _store.Remove(FileId), Throws.Nothing);
    }
}
