using System.Runtime.InteropServices;
using NUnit.Framework;
using Plyr.Genres.Local.Decoding;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.Decoding;

internal sealed class WavReaderTests
{
    private static readonly byte[] Mono16 = Wav.Format(Wav.Pcm, 1, 16_000, 16);
    private static readonly byte[] TwoSamples = [0, 0x40, 0, 0xC0];

    [TestCase(Wav.Pcm, 8, new byte[] { 128, 0, 255 }, new[] { 0, -1, 127 / 128f })]
    [TestCase(Wav.Pcm, 16, new byte[] { 0, 0, 0, 0x80, 0xFF, 0x7F }, new[] { 0, -1, 32767 / 32768f })]
    [TestCase(Wav.Pcm, 24, new byte[] { 0, 0, 0x80, 0xFF, 0xFF, 0x7F }, new[] { -1, 8388607 / 8388608f })]
    [TestCase(Wav.Pcm, 24, new byte[] { 1, 0, 0, 0xFF, 0xFF, 0xFF }, new[] { 1 / 8388608f, -1 / 8388608f })]
    [TestCase(Wav.Pcm, 32, new byte[] { 0, 0, 0, 0x80, 0, 0, 0, 0x40, 0xFF, 0xFF, 0xFF, 0x7F }, new[] { -1, 0.5f, 1 })]
    [TestCase(Wav.Float, 32, new byte[] { 0, 0, 0, 0x3F, 0, 0, 0, 0xC0 }, new[] { 0.5f, -2 })]
    [TestCase(Wav.Float, 64, new byte[] { 0, 0, 0, 0, 0, 0, 0xE0, 0x3F }, new[] { 0.5f })]
    public void Samples_of_every_plain_form_are_read(int tag, int bits, byte[] content, float[] expected)
    {
        var samples = Wav.Read(Wav.File(Wav.Format(tag, 1, 16_000, bits), Wav.Chunk("data", content)));

        Assert.That(samples, Is.EqualTo(expected));
    }

    [TestCase(Wav.Pcm, 24)]
    [TestCase(Wav.Float, 32)]
    public void Extensible_form_is_the_form_that_its_sub_format_names(int tag, int bits)
    {
        byte[] content = [0, 0, 0, 0x3F, 0x12, 0x34, 0x56, 0x41, 0, 0, 0, 0];

        var samples = Wav.Read(Wav.File(Extensible(tag, bits), Wav.Chunk("data", content)));

        var plain = Wav.File(Wav.Format(tag, 1, 16_000, bits), Wav.Chunk("data", content));
        Assert.That(samples, Is.EqualTo(Wav.Read(plain)));
    }

    [TestCase(0u, TestName = "Length of 0 reads to the end")]
    [TestCase(uint.MaxValue, TestName = "Length of 4 GiB reads to the end")]
    [TestCase(1000u, TestName = "Length beyond the end reads to the end")]
    public void Wrong_length_reads_to_the_end(uint length)
    {
        var samples = Wav.Read(Wav.File(Mono16, Wav.Chunk("data", TwoSamples, length)));

        Assert.That(samples, Is.EqualTo(new[] { 0.5f, -0.5f }));
    }

    [Test]
    public void File_of_empty_chunks_is_not_read_to_its_end()
    {
        using var stream = new MemoryStream([.. "RIFF\0\0\0\0WAVE"u8, .. new byte[1_000_000]]);

        var reader = WavReader.TryOpen(stream);

        Assert.That(reader, Is.Null);
        Assert.That(stream.Position, Is.LessThan(10_000));
    }

    [Test]
    public void Chunks_around_the_samples_are_skipped()
    {
        var file = Wav.File(
            Wav.Chunk("LIST", new byte[5001]),
            Mono16,
            Wav.Chunk("fact", new byte[3]),
            Wav.Chunk("data", TwoSamples),
            Wav.Chunk("id3 ", new byte[9]));

        var samples = Wav.Read(file);

        Assert.That(samples, Is.EqualTo(new[] { 0.5f, -0.5f }));
    }

    [Test]
    public void Part_of_a_sample_at_the_end_is_left_out()
    {
        var file = Wav.File(Wav.Format(Wav.Pcm, 2, 16_000, 16), Wav.Chunk("data", [.. TwoSamples, 1, 2, 3]));

        var samples = Wav.Read(file);

        Assert.That(samples, Is.EqualTo(new[] { 0.5f, -0.5f }));
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100_000)]
    public void Pipe_gives_the_samples_of_a_file(int step)
    {
        var noise = Signals.ForResampler(44_100, 30_000);
        var file = Wav.File(
            Wav.Chunk("LIST", new byte[5001]),
            Wav.Format(Wav.Float, 2, 44_100, 32),
            Wav.Chunk("data", MemoryMarshal.AsBytes(noise.AsSpan())));

        var samples = Wav.Read(new PipeStream(file, step));

        Assert.That(samples, Is.EqualTo(noise));
    }

    private static IEnumerable<TestCaseData> OtherFiles()
    {
        var data = Wav.Chunk("data", TwoSamples);
        yield return Case("nothing");
        yield return Case("a part of a header", "RIFF"u8.ToArray());
        yield return Case("MP3", [0xFF, 0xFB], new byte[100]);
        yield return Case("RIFX", "RIFX"u8.ToArray(), Wav.Tone(1)[4..]);
        yield return Case("AVI", Wav.Tone(1)[..8], "AVI "u8.ToArray(), Wav.Tone(1)[12..]);
        yield return Case("no samples", Wav.File(Mono16));
        yield return Case("no format", Wav.File(data));
        yield return Case("a short format", Wav.File(Wav.Chunk("fmt ", new byte[14]), data));
        yield return Case("A-law", Wav.File(Wav.Format(6, 1, 8000, 8), data));
        yield return Case("MP3 in WAV", Wav.File(Wav.Format(0x55, 1, 8000, 0), data));
        yield return Case("12 bits", Wav.File(Wav.Format(Wav.Pcm, 1, 8000, 12, frameLength: 2), data));
        yield return Case("frames of another length", Wav.File(Wav.Format(Wav.Pcm, 1, 8000, 16, frameLength: 4), data));
        yield return Case("half a float", Wav.File(Wav.Format(Wav.Float, 1, 8000, 16), data));
        yield return Case("no sub-format", Wav.File(Wav.Format(Wav.Extensible, 1, 8000, 16), data));
        var unknown = Wav.Format(Wav.Extensible, 1, 8000, 16, null, new byte[24]);
        yield return Case("another sub-format", Wav.File(unknown, data));

        static TestCaseData Case(string name, params byte[][] parts) =>
            new TestCaseData(parts.SelectMany(part => part).ToArray()).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(OtherFiles))]
    public void Other_files_are_left_to_ffmpeg(byte[] file) => Assert.That(Wav.Read(file), Is.Null);

    [TestCase(0, 16_000, "0 channels")]
    [TestCase(3, 16_000, "3 channels")]
    [TestCase(1000, 16_000, "1000 channels")]
    [TestCase(1, 0, "0 Hz")]
    [TestCase(2, 62, "62 Hz")]
    [TestCase(2, 4_096_001, "4096001 Hz")]
    [TestCase(2, -1, "4294967295 Hz")]
    public void Audio_that_the_model_does_not_take_is_rejected(int channels, int rate, string reason)
    {
        var file = Wav.File(Wav.Format(Wav.Pcm, channels, rate, 16), Wav.Chunk("data", TwoSamples));

        var exception = Failures.Of(() => Wav.Open(file));

        Assert.That(exception.Failure, Is.EqualTo(GenreClassificationFailure.AudioRejected));
        Assert.That(exception.Message, Does.Contain(reason));
    }

    private static byte[] Extensible(int tag, int bits) => Wav.Format(
        Wav.Extensible,
        1,
        16_000,
        bits,
        null,
        [22, 0, (byte)bits, 0, 0, 0, 0, 0, (byte)tag, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]);
}
