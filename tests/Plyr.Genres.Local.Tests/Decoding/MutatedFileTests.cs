using NUnit.Framework;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.Decoding;

/// <summary>Broken files end in an answer or a failure of the audio, and take no more memory than good ones.</summary>
internal sealed class MutatedFileTests
{
    private const int HeaderLength = 60;

    private static readonly string[] Expected =
        ["Classified", "AudioRejected", "MalformedOutput", "InvalidInput", "ModelNotUsable"];

    [Test]
    public async Task Thousand_broken_wav_files_crash_nothing()
    {
        // Without ffmpeg, files that the reader leaves to it fail as they would be passed on.
        using var model = new LocalModel(options => options.FfmpegPath = "no-such-ffmpeg");
        var random = new Random(14);
        var outcomes = new Dictionary<string, int>();

        for (var file = 0; file < 1000; file++)
        {
            var outcome = await TryAsync(model, Break(Original(file), random));
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        Assert.That(outcomes.Keys, Is.SubsetOf(Expected));
        Assert.That(outcomes["Classified"], Is.GreaterThan(100));
    }

    [Test]
    public async Task Broken_files_of_other_formats_crash_nothing()
    {
        Ffmpeg.Require();
        using var model = new LocalModel();
        using var folder = new TemporaryFolder();
        var random = new Random(15);
        var wav = folder.Write("song.wav", Wav.Tone(3));
        foreach (var extension in new[] { "mp3", "flac", "ogg", "m4a" })
        {
            var path = folder.File($"song.{extension}");
            Ffmpeg.Convert(wav, path);
            var content = File.ReadAllBytes(path);
            for (var file = 0; file < 5; file++)
            {
                var outcome = await TryAsync(model, Break(content, random));
                Assert.That(outcome, Is.AnyOf("Classified", "AudioRejected"), extension);
            }
        }
    }

    [Test]
    public async Task Forged_lengths_take_no_memory()
    {
        using var model = new LocalModel(options => options.FfmpegPath = "no-such-ffmpeg");
        var files = new[]
        {
            Wav.File(Wav.Format(Wav.Pcm, 2, 44_100, 16), Wav.Chunk("data", new byte[100], 0xFFFFFFF0)),
            Wav.File(Wav.Chunk("fmt ", new byte[100], 0xFFFFFFF0)),
            Wav.File(Wav.Chunk("LIST", new byte[100], 0xFFFFFFF0)),
            Wav.File(Wav.Format(Wav.Pcm, 65_535, 44_100, 8), Wav.Chunk("data", new byte[100], 0xFFFFFFF0)),
        };
        await TryAsync(model, Wav.Tone(3));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        foreach (var file in files)
            Assert.That(await TryAsync(model, file), Is.AnyOf("AudioRejected", "ModelNotUsable"));

        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(8_000_000));
    }

    private static byte[] Original(int number) => (number % 4) switch
    {
        0 => Wav.Tone(2.1),
        1 => Wav.Tone(2.1, rate: 44_100, channels: 2),
        2 => Wav.Of(Signals.ForResampler(8000, 17_000), 8000),
        _ => Wav.File(
            Wav.Chunk("LIST", new byte[9]),
            Wav.Format(Wav.Pcm, 1, 16_000, 24),
            Wav.Chunk("data", new byte[120_000])),
    };

    private static byte[] Break(byte[] file, Random random)
    {
        var length = random.Next(4) == 0 ? random.Next(file.Length) : file.Length;
        var broken = file[..length];
        for (var change = random.Next(1, 6); change > 0 && length > 0; change--)
        {
            var position = random.Next(random.Next(3) == 0 ? length : Math.Min(length, HeaderLength));
            broken[position] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
        }

        return broken;
    }

    private static async Task<string> TryAsync(LocalModel model, byte[] file)
    {
        try
        {
            await model.Classifier.ClassifyAsync(Audio.Of(file));
            return "Classified";
        }
        catch (GenreClassificationException exception)
        {
            return exception.Failure.ToString();
        }
    }
}
