using NUnit.Framework;
using Plyr.Genres.Local.FrontEnd;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.FrontEnd;

internal sealed class PatchReaderTests
{
    [TestCase(0, 0)]
    [TestCase(1, 0)]
    [TestCase(32_512, 0)]
    [TestCase(32_513, 1)]
    [TestCase(65_280, 1)]
    [TestCase(65_281, 2)]
    [TestCase(98_048, 2)]
    [TestCase(98_049, 3)]
    public void Patches_are_as_many_as_whole_ones_fit(int samples, int expected)
    {
        var reader = Open(new float[samples]);

        var count = reader.Read(new float[4 * PatchReader.Length]);

        Assert.That(count, Is.EqualTo(expected));
    }

    [Test]
    public void Number_of_patches_in_a_read_does_not_change_them()
    {
        var samples = Signals.ForResampler(16_000, 5 * 128 * 256);
        var one = new float[5 * PatchReader.Length];
        var many = new float[5 * PatchReader.Length];

        var reader = Open(samples);
        for (var patch = 0; patch < 5; patch++)
            Assert.That(reader.Read(one.AsSpan(patch * PatchReader.Length, PatchReader.Length)), Is.EqualTo(1));
        Assert.That(Open(samples).Read(many), Is.EqualTo(5));

        Assert.That(one, Is.EqualTo(many));
    }

    [Test]
    public void Samples_after_the_end_are_zeros()
    {
        var samples = Signals.ForResampler(16_000, 32_513);
        var (ended, padded) = (new float[PatchReader.Length], new float[PatchReader.Length]);

        Open(samples).Read(ended);
        Open([.. samples, .. new float[255]]).Read(padded);

        Assert.That(ended, Is.EqualTo(padded));
    }

    [Test]
    public void Silence_is_all_zeros()
    {
        var patch = new float[PatchReader.Length];

        Open(new float[40_000]).Read(patch);

        Assert.That(patch, Is.All.Zero);
    }

    private static PatchReader Open(float[] samples) => new(new LinearResampler(Wav.Open(Wav.Of(samples))));
}
