using System.Runtime.Versioning;
using NUnit.Framework;
using Plyr.Genres.Local.Sources;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.Sources;

internal sealed class AudioFilesTests
{
    [Test]
    public async Task Content_of_a_stream_is_in_a_file_until_it_is_disposed()
    {
        using var files = new AudioFiles(new LocalModelOptions());

        var file = await files.OpenAsync(Audio.Of([1, 2, 3]), CancellationToken.None);
        var content = await File.ReadAllBytesAsync(file.Path);
        file.Dispose();

        Assert.That(content, Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(file.Path, Does.Not.Exist);
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win", Reason = "Windows has no such modes.")]
    public async Task Copy_of_a_stream_is_readable_by_its_owner_only()
    {
        using var files = new AudioFiles(new LocalModelOptions());

        using var file = await files.OpenAsync(Audio.Of([1]), CancellationToken.None);

        Assert.That(File.GetUnixFileMode(file.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task File_of_the_host_is_used_as_it_is_and_kept()
    {
        using var folder = new TemporaryFolder();
        using var files = new AudioFiles(new LocalModelOptions());
        var path = folder.Write("song.mp3", [1]);

        var file = await files.OpenAsync(AudioSource.FromFile(path), CancellationToken.None);
        file.Dispose();

        Assert.That(file.Path, Is.EqualTo(path));
        Assert.That(path, Does.Exist);
    }

    [TestCase("data:audio/wav;base64,AP8r", new byte[] { 0, 255, 43 })]
    [TestCase("data:audio/wav;base64,AP8%72", new byte[] { 0, 255, 43 })]
    [TestCase("data:audio/wav;BASE64,", new byte[0])]
    [TestCase("data:,a+b%00%FF%2b", new byte[] { 97, 43, 98, 0, 255, 43 })]
    public async Task Data_URI_is_decoded(string uri, byte[] expected)
    {
        using var files = new AudioFiles(new LocalModelOptions());

        using var file = await files.OpenAsync(AudioSource.FromUrl(new Uri(uri)), CancellationToken.None);

        Assert.That(await File.ReadAllBytesAsync(file.Path), Is.EqualTo(expected));
    }

    [Test]
    public async Task Data_URI_that_is_not_valid_is_refused()
    {
        using var model = new LocalModel();

        var failure = await Failures.OfAsync(model, AudioSource.FromUrl(new Uri("data:audio/wav;base64,%%%")));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.InvalidInput));
    }

    [Test]
    public async Task Stream_that_cannot_be_opened_is_unavailable()
    {
        using var model = new LocalModel();
        var audio = AudioSource.FromStream(_ => throw new InvalidOperationException("secret"), "song.mp3");

        var failure = await Failures.OfAsync(model, audio);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AudioUnavailable));
            Assert.That(failure.Message, Does.Contain("song.mp3").And.Not.Contain("secret"));
            Assert.That(failure.InnerException, Is.TypeOf<InvalidOperationException>());
        }
    }

    [TestCase(null)]
    [TestCase(4L)]
    public async Task Stream_that_is_larger_than_allowed_is_refused(long? length)
    {
        using var model = new LocalModel(options => options.MaxDownloadBytes = 3);
        var audio = AudioSource.FromStream(_ => Task.FromResult<Stream>(new MemoryStream(new byte[4])), length: length);

        var failure = await Failures.OfAsync(model, audio);

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.InvalidInput));
    }

    private static IEnumerable<Uri> WrongUrls =>
    [
        new("song.mp3", UriKind.Relative),
        new("file:///song.mp3"),
        new("ftp://example.org/song.mp3"),
        new("https://xn--ü.example/song.mp3"),
        new($"https://{new string('ü', 63)}.example/song.mp3"),
        new("data:," + new string('a', 256 * 1024)),
    ];

    [TestCaseSource(nameof(WrongUrls))]
    public async Task URL_of_another_form_is_an_argument_error(Uri url)
    {
        using var model = new LocalModel();

        await Assert.ThrowsAsync<ArgumentException>(() => model.Classifier.ClassifyAsync(AudioSource.FromUrl(url)));
    }
}
