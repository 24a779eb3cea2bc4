using System.Runtime.Versioning;
using System.Text;
using NUnit.Framework;
using Plyr.Genres.Local.Decoding;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.Decoding;

/// <summary>What is read without ffmpeg, and how a file that can't be opened fails.</summary>
internal sealed class DecodedAudioTests
{
    private const string NoFfmpeg = "no-such-ffmpeg";

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Wav_file_needs_no_ffmpeg()
    {
        var path = _folder.Write("song.wav", Wav.Tone(1));

        using var audio = DecodedAudio.Open(path, NoFfmpeg, CancellationToken.None);

        Assert.That(audio.Samples.Read(new float[100]), Is.EqualTo(100));
    }

    [Test]
    public void Missing_ffmpeg_is_a_failure_that_names_the_remedy()
    {
        var path = _folder.Write("song.mp3", [0xFF, 0xFB, 0, 0]);

        var exception = FailureOf(path);

        Assert.That(exception.Failure, Is.EqualTo(GenreClassificationFailure.ModelNotUsable));
        Assert.That(exception.Message, Does.Contain("Install ffmpeg").And.Contain("FfmpegPath").And.Contain(NoFfmpeg));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win", Reason = "The program is a shell script.")]
    public void Broken_ffmpeg_is_not_the_fault_of_the_audio()
    {
        var path = _folder.Write("broken.mp3", [0xFF, 0xFB, 0, 0]);
        var program = _folder.Write("ffmpeg", "#!/bin/sh\nexit 127\n"u8.ToArray());
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var exception = Failures.Of(() => DecodedAudio.Open(path, program, CancellationToken.None));

        Assert.That(exception.Failure, Is.EqualTo(GenreClassificationFailure.ModelNotUsable));
        Assert.That(exception.Message, Does.Contain("is not a working ffmpeg"));
    }

    [TestCase(129, false)]
    [TestCase(130, true)]
    [TestCase(137, true)]
    [TestCase(139, true)]
    [TestCase(143, false)]
    [TestCase(255, true)]
    [TestCase(255, false)]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win", Reason = "The program is a shell script.")]
    public async Task Audio_of_a_decoder_that_a_signal_ended_is_not_classified(int exitCode, bool hasOutput)
    {
        var decoded = _folder.Write($"{exitCode}-{hasOutput}.wav", hasOutput ? Wav.Tone(5) : []);
        var program = _folder.Write($"ffmpeg-{exitCode}-{hasOutput}", Encoding.UTF8.GetBytes(
            $"#!/bin/sh\n/bin/cat '{decoded}'\nexit {exitCode}\n"));
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var model = new LocalModel(options => options.FfmpegPath = program);
        var audio = AudioSource.FromFile(_folder.Write($"{exitCode}-{hasOutput}.mp3", [0xFF, 0xFB, 0, 0]));

        var exception = await Assert.ThrowsAsync<GenreClassificationException>(
            () => model.Classifier.ClassifyAsync(audio));

        Assert.That(exception!.Failure, Is.EqualTo(GenreClassificationFailure.ModelFailed));
        Assert.That(exception.Message, Does.Contain("was stopped while it decoded the audio"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    [Platform(Exclude = "Win", Reason = "The program is a shell script.")]
    public async Task Decoder_that_starts_another_program_does_not_outlive_its_track()
    {
        var decoded = _folder.Write("long.wav", Wav.Tone(60));
        var program = _folder.Write("ffmpeg-wrapper", Encoding.UTF8.GetBytes(
            $"#!/bin/sh\n/bin/cat '{decoded}' /dev/zero\nexit $?\n"));
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var model = new LocalModel(options =>
        {
            options.FfmpegPath = program;
            options.MaxDuration = TimeSpan.FromSeconds(5);
        });
        var audio = AudioSource.FromFile(_folder.Write("wrapped.mp3", [0xFF, 0xFB, 0, 0]));

        var exception = await Assert.ThrowsAsync<GenreClassificationException>(
            () => model.Classifier.ClassifyAsync(audio).WaitAsync(TimeSpan.FromMinutes(2)));

        Assert.That(exception!.Failure, Is.EqualTo(GenreClassificationFailure.InvalidInput));
    }

    [Test]
    public void Missing_file_is_unavailable()
    {
        var path = _folder.File("missing.wav");

        var exception = FailureOf(path);

        Assert.That(exception.Failure, Is.EqualTo(GenreClassificationFailure.AudioUnavailable));
        Assert.That(exception.Message, Does.Contain("'missing.wav'").And.Not.Contain(_folder.Path));
    }

    [Test]
    public void Folder_is_unavailable()
    {
        var exception = FailureOf(_folder.Path);

        Assert.That(exception.Failure, Is.EqualTo(GenreClassificationFailure.AudioUnavailable));
    }

    private static GenreClassificationException FailureOf(string path) =>
        Failures.Of(() => DecodedAudio.Open(path, NoFfmpeg, CancellationToken.None));
}
