using NUnit.Framework;
using Plyr.Genres.Local.FrontEnd;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.FrontEnd;

internal sealed class LinearResamplerTests
{
    private static IEnumerable<TestCaseData> Cases => Vectors.Resampler
        .Select(vector => new TestCaseData(vector).SetArgDisplayNames($"{vector.Rate} Hz"));

    [TestCaseSource(nameof(Cases))]
    public void Samples_are_those_of_libsamplerate_to_the_bit(ResamplerVector vector)
    {
        var wav = Wav.Of(Signals.ForResampler(vector.Rate, vector.Inputs), vector.Rate);

        var resampled = Resample(wav, vector.Outputs + 100);

        var bits = vector.Indices.Select(index => BitConverter.SingleToInt32Bits(resampled[index]));
        Assert.That(resampled, Has.Length.EqualTo(vector.Outputs));
        Assert.That(bits, Is.EqualTo(vector.Bits));
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(256)]
    [TestCase(5000)]
    public void Length_of_a_read_does_not_change_the_samples(int length)
    {
        var wav = Wav.Of(Signals.ForResampler(44_100, 20_000), 44_100);

        var resampled = Resample(wav, length);

        Assert.That(resampled, Is.EqualTo(Resample(wav, 20_000)));
    }

    [Test]
    public void Audio_at_16_kHz_is_copied()
    {
        var samples = Signals.ForResampler(16_000, 9_999);

        var resampled = Resample(Wav.Of(samples), 256);

        Assert.That(resampled, Is.EqualTo(samples));
    }

    [Test]
    public void Channels_are_mixed_to_their_mean()
    {
        var resampled = Resample(Wav.Of([0.5f, 0.25f, -1, 1, 0.1f, 0.3f], channels: 2), 256);

        Assert.That(resampled, Is.EqualTo(new[] { 0.375f, 0, (0.1f + 0.3f) / 2 }));
    }

    [TestCase(16_000)]
    [TestCase(44_100)]
    public void Audio_without_samples_gives_none(int rate)
    {
        var resampled = Resample(Wav.Of([], rate), 256);

        Assert.That(resampled, Is.Empty);
    }

    private static float[] Resample(byte[] wav, int length)
    {
        var resampler = new LinearResampler(Wav.Open(wav));
        var samples = new List<float>();
        var block = new float[length];
        while (resampler.Read(block) is > 0 and var count)
            samples.AddRange(block[..count]);
        return [.. samples];
    }
}
