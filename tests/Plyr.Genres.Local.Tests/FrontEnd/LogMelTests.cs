using NUnit.Framework;
using Plyr.Genres.Local.FrontEnd;
using Plyr.Genres.Local.Tests.Support;

namespace Plyr.Genres.Local.Tests.FrontEnd;

/// <summary>The spectra that the model gets are those that it was trained on.</summary>
internal sealed class LogMelTests
{
    // The reference computes the sweep with 32-bit floats, whose rounding is most of the difference there.
    private const double SweepTolerance = 1e-3;
    private const double Tolerance = 1e-4;

    private static IEnumerable<TestCaseData> SignalRows => Vectors.LogMel
        .GroupBy(row => row.Signal)
        .Select(rows => new TestCaseData(rows.Key, rows.ToArray()).SetArgDisplayNames(rows.Key));

    [TestCaseSource(nameof(SignalRows))]
    public void Spectra_equal_those_of_the_reference(string signal, LogMelVector[] rows)
    {
        var samples = Signals.ForFrontEnd(signal);

        var spectra = Spectra(samples);

        var tolerance = signal == "sweep" ? SweepTolerance : Tolerance;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows, Has.Length.EqualTo(10));
            foreach (var row in rows)
                Assert.That(spectra[row.Frame], Is.EqualTo(row.Bands).Within(tolerance), $"frame {row.Frame}");
        }
    }

    /// <summary>
    /// Zeros follow the signal until the last of its frames is in a whole patch, which changes none of them.
    /// </summary>
    private static float[][] Spectra(float[] samples)
    {
        var patches = new float[2 * PatchReader.Length];
        var padded = samples.Concat(new float[(2 * 128 * 256) - samples.Length]).ToArray();
        new PatchReader(new LinearResampler(Wav.Open(Wav.Of(padded)))).Read(patches);
        return [.. patches.Chunk(MelBands.Count)];
    }
}
