using NUnit.Framework;

namespace Plyr.Genres.Tests.Tracks;

/// <summary>What a source accepts, opens and shows of itself in a log.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class AudioSourceTests
{
    [TestCase("")]
    [TestCase(" ")]
    public void Empty_path_is_refused(string path) =>
        Assert.That(
            () => AudioSource.FromFile(path), Throws.ArgumentException.With.Property("ParamName").EqualTo("path"));

    [Test]
    public void Negative_length_is_refused()
    {
        Assert.That(
            () => AudioSource.FromStream(Empty, length: -1),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Property("ParamName").EqualTo("length"));
        Assert.That(AudioSource.FromStream(Empty, length: 0).Length, Is.Zero);
    }

    [Test]
    public async Task Url_can_not_be_opened()
    {
        var source = AudioSource.FromUrl(new Uri("https://audio.example/a.mp3"));

        await Assert.ThatAsync(
            () => source.OpenAsync(),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "The audio is a URL, which the model fetches. Only a file or a stream can be opened."));
    }

    [Test]
    public async Task Canceled_caller_opens_no_file()
    {
        var source = AudioSource.FromFile("/not there/song.mp3");

        await Assert.ThatAsync(
            () => source.OpenAsync(new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task File_that_is_open_elsewhere_is_opened()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var writer = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            writer.Write("audio"u8);
            writer.Flush();

            using var reader = new StreamReader(await AudioSource.FromFile(path).OpenAsync());

            Assert.That(await reader.ReadToEndAsync(), Is.EqualTo("audio"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestCase("https://user:secret@audio.example:8443/a%20b.mp3?signature=secret", "audio.example/a%20b.mp3")]
    [TestCase("http://audio.example/a.mp3", "audio.example/a.mp3")]
    [TestCase("data:audio/mpeg;base64,c2VjcmV0", "data URI")]
    [TestCase("a.mp3?signature=secret", "relative URL")]
    public void Text_of_a_url_has_no_secret(string url, string text) =>
        Assert.That(
            AudioSource.FromUrl(new Uri(url, UriKind.RelativeOrAbsolute)).ToString(), Is.EqualTo(text));

    [TestCase("song.mp3", "song.mp3")]
    [TestCase("private/song.mp3", "song.mp3")]
    [TestCase("private/", "stream")]
    [TestCase("", "stream")]
    [TestCase(null, "stream")]
    public void Text_of_a_stream_is_its_name_without_the_folder(string? fileName, string text) =>
        Assert.That(AudioSource.FromStream(Empty, fileName).ToString(), Is.EqualTo(text));

    [Test]
    public void Text_of_a_file_is_its_name_without_the_folder() =>
        Assert.That(AudioSource.FromFile("/private/song.mp3").ToString(), Is.EqualTo("song.mp3"));

    private static Task<Stream> Empty(CancellationToken cancellationToken) => Task.FromResult(Stream.Null);
}
