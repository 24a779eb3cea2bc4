using NUnit.Framework;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.Decoding;

/// <summary>The reader gives the samples that ffmpeg gives, to the bit.</summary>
internal sealed class WavReaderFfmpegTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeSetUp]
    public void RequireFfmpeg() => Ffmpeg.Require();

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(Wav.Pcm, 8, 1)]
    [TestCase(Wav.Pcm, 16, 2)]
    [TestCase(Wav.Pcm, 24, 1)]
    [TestCase(Wav.Pcm, 32, 2)]
    [TestCase(Wav.Float, 32, 1)]
    [TestCase(Wav.Float, 64, 2)]
    public void Random_samples_are_read_as_ffmpeg_reads_them(int tag, int bits, int channels)
    {
        var content = new byte[channels * bits / 8 * 2000];
        new Random(bits).NextBytes(content);

        ExpectEqual(Wav.File(Wav.Format(tag, channels, 44_100, bits), Wav.Chunk("data", content)));
    }

    [TestCase(0u)]
    [TestCase(uint.MaxValue)]
    [TestCase(100_000u)]
    [TestCase(999u)]
    public void Wrong_lengths_are_read_as_ffmpeg_reads_them(uint length)
    {
        var content = new byte[4001];
        new Random(1).NextBytes(content);

        ExpectEqual(Wav.File(Wav.Format(Wav.Pcm, 2, 44_100, 16), Wav.Chunk("data", content, length)));
    }

    [Test]
    public void First_of_two_formats_counts_as_for_ffmpeg()
    {
        var formats = new[] { Wav.Format(Wav.Pcm, 1, 44_100, 16), Wav.Format(Wav.Pcm, 1, 44_100, 8) };

        ExpectEqual(Wav.File([.. formats, Wav.Chunk("data", [1, 2, 3, 4, 5, 6])]));
    }

    private void ExpectEqual(byte[] file)
    {
        var path = _folder.Write($"{TestContext.CurrentContext.Test.ID}.wav", file);

        var samples = Wav.Read(file);

        Assert.That(samples, Is.Not.Empty);
        Assert.That(Bits(samples!), Is.EqualTo(Bits(Ffmpeg.Decode(path))));

        static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);
    }
}
