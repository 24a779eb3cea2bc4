using System.Numerics;
using NUnit.Framework;
using Plyr.Genres.Local.FrontEnd;

namespace Plyr.Genres.Local.Tests.FrontEnd;

internal sealed class FftTests
{
    [TestCase(4)]
    [TestCase(8)]
    [TestCase(64)]
    [TestCase(512)]
    public void Power_equals_the_sum_over_all_samples(int length)
    {
        var random = new Random(length);
        var signal = Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray();
        var power = new double[(length / 2) + 1];

        new Fft(length).ComputePower(signal, power);

        var expected = Enumerable.Range(0, power.Length).Select(bin => Power(signal, bin)).ToArray();
        Assert.That(power, Is.EqualTo(expected).Within(1e-10));
    }

    private static double Power(double[] signal, int bin)
    {
        var sum = Complex.Zero;
        for (var i = 0; i < signal.Length; i++)
            sum += signal[i] * Complex.FromPolarCoordinates(1, -2 * Math.PI * bin * i / signal.Length);
        return (sum.Real * sum.Real) + (sum.Imaginary * sum.Imaginary);
    }
}
