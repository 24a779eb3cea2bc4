using NUnit.Framework;
using Plyr.Genres.Local.Decoding;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.Decoding;

/// <summary>What ffmpeg decodes, and how it fails.</summary>
internal sealed class FfmpegTests
{
    private readonly TemporaryFolder _folder = new();
    private string _wav = "";

    [OneTimeSetUp]
    public void Write()
    {
        Ffmpeg.Require();
        _wav = _folder.Write("song.wav", Wav.Tone(3, rate: 44_100, channels: 2));
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("mp3")]
    [TestCase("flac")]
    [TestCase("ogg")]
    [TestCase("opus")]
    [TestCase("m4a")]
    [TestCase("webm")]
    [TestCase("aiff")]
    public void Other_formats_are_decoded_as_ffmpeg_decodes_them(string extension)
    {
        var path = _folder.File($"song.{extension}");
        Ffmpeg.Convert(_wav, path);

        var samples = Read(path);

        Assert.That(samples, Is.Not.Empty);
        Assert.That(samples, Is.EqualTo(Ffmpeg.Decode(path)));
    }

    [TestCase("-c:a", "pcm_alaw")]
    [TestCase("-c:a", "adpcm_ms")]
    public void Wav_files_with_other_codecs_are_decoded(params string[] options)
    {
        var path = _folder.File($"{options[1]}.wav");
        Ffmpeg.Convert(_wav, path, options);

        var samples = Read(path);

        Assert.That(samples, Is.Not.Empty);
    }

    [Test]
    public void Flac_has_the_samples_of_the_wav_that_it_was_made_from()
    {
        var path = _folder.File("lossless.flac");
        Ffmpeg.Convert(_wav, path);

        var samples = Read(path);

        Assert.That(samples, Is.EqualTo(Wav.Read(File.ReadAllBytes(_wav))));
    }

    [Test]
    public void File_that_is_cut_off_ends_where_it_is_cut()
    {
        var path = _folder.File("whole.mp3");
        Ffmpeg.Convert(_wav, path);
        var whole = Read(path);
        var content = File.ReadAllBytes(path);

        var samples = Read(_folder.Write("half.mp3", content[..(content.Length / 2)]));

        Assert.That(samples, Has.Length.InRange(whole.Length / 3, whole.Length * 2 / 3));
    }

    [Test]
    public void Name_that_looks_like_an_option_or_a_protocol_is_a_file()
    {
        var path = _folder.File("-y concat:a|b.flac");
        Ffmpeg.Convert(_wav, $"file:{path}");

        var samples = Read(path);

        Assert.That(samples, Is.Not.Empty);
    }

    [TestCase("list.ffconcat", "ffconcat version 1.0\nfile 'song.wav'\n")]
    [TestCase("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nsong.wav\n#EXT-X-ENDLIST\n")]
    [TestCase("page.html", "<html><body>Not found</body></html>")]
    [TestCase("nothing.mp3", "")]
    public void Lists_of_other_files_and_files_without_audio_are_rejected(string name, string content)
    {
        var path = _folder.Write(name, System.Text.Encoding.UTF8.GetBytes(content));

        var exception = FailureOf(path);

        Assert.That(exception.Failure, Is.EqualTo(GenreClassificationFailure.AudioRejected));
        Assert.That(exception.Message, Does.Contain("can't be decoded").And.Contain("ffmpeg reported: "));
        Assert.That(exception.Message, Does.Not.Contain(_folder.Path));
    }

    [Test]
    public void More_than_two_channels_are_rejected()
    {
        var path = _folder.File("surround.flac");
        Ffmpeg.Convert(_wav, path, "-ac", "6");

        var exception = FailureOf(path);

        Assert.That(exception.Failure, Is.EqualTo(GenreClassificationFailure.AudioRejected));
        Assert.That(exception.Message, Does.Contain("6 channels"));
    }

    [Test]
    public void Cancellation_ends_the_process()
    {
        // ffmpeg waits because no output is read, and could not end by itself.
        var path = _folder.File("minute.flac");
        Ffmpeg.Silence(TimeSpan.FromMinutes(1), path);
        using var cancellation = new CancellationTokenSource();
        using var ffmpeg = FfmpegProcess.Start("ffmpeg", path, cancellation.Token);

        cancellation.Cancel();

        Assert.That(() => ffmpeg.WaitForExit(), Throws.TypeOf<GenreClassificationException>());
    }

    private static GenreClassificationException FailureOf(string path) =>
        Failures.Of(() => DecodedAudio.Open(path, "ffmpeg", CancellationToken.None));

    private static float[] Read(string path)
    {
        using var audio = DecodedAudio.Open(path, "ffmpeg", CancellationToken.None);
        var samples = new List<float>();
        var block = new float[10_000 * audio.Samples.Channels];
        while (audio.Samples.Read(block) is > 0 and var frames)
            samples.AddRange(block[..(frames * audio.Samples.Channels)]);
        audio.Finish();
        return [.. samples];
    }
}
