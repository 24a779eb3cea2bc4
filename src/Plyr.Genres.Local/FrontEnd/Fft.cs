using System.Numerics;

namespace Plyr.Genres.Local.FrontEnd;

/// <summary>
/// Computes power spectra of real signals in double precision. Not thread-safe, because it reuses buffers.
/// </summary>
/// <remarks>
/// A real signal of n samples is transformed as n/2 complex numbers, even samples as the real and odd samples as the
/// imaginary parts. The two spectra are then separated by their symmetry.
/// </remarks>
internal sealed class Fft
{
    private readonly int _half;
    private readonly int[] _reversed;

    // The factors exp(-i pi k / size) of the stage that joins spectra of a size are at size + k.
    private readonly double[] _cos;
    private readonly double[] _sin;
    private readonly double[] _re;
    private readonly double[] _im;

    /// <summary>Initializes the transform.</summary>
    /// <param name="length">The number of samples: a power of two, at least 4.</param>
    public Fft(int length)
    {
        _half = length / 2;
        _re = new double[_half];
        _im = new double[_half];
        _cos = new double[length];
        _sin = new double[length];
        for (var size = 1; size <= _half; size *= 2)
        {
            for (var k = 0; k < size; k++)
                (_sin[size + k], _cos[size + k]) = Math.SinCos(-Math.PI * k / size);
        }

        _reversed = new int[_half];
        for (var i = 1; i < _half; i++)
            _reversed[i] = (_reversed[i / 2] / 2) + (i % 2 * _half / 2);
    }

    /// <summary>Computes the squared magnitudes of the bins 0 to n/2.</summary>
    /// <param name="signal">The n samples.</param>
    /// <param name="power">Receives n/2 + 1 values.</param>
    public void ComputePower(ReadOnlySpan<double> signal, Span<double> power)
    {
        for (var i = 0; i < _half; i++)
        {
            _re[_reversed[i]] = signal[2 * i];
            _im[_reversed[i]] = signal[(2 * i) + 1];
        }

        for (var size = 1; size < _half; size *= 2)
        {
            for (var start = 0; start < _half; start += 2 * size)
                JoinSpectra(start, size);
        }

        Separate(power);
    }

    private void JoinSpectra(int start, int size)
    {
        var k = 0;
        for (; k + Vector<double>.Count <= size; k += Vector<double>.Count)
        {
            var (cos, sin) = (new Vector<double>(_cos, size + k), new Vector<double>(_sin, size + k));
            var (re, im) = (new Vector<double>(_re, start + size + k), new Vector<double>(_im, start + size + k));
            var (turnedRe, turnedIm) = ((re * cos) - (im * sin), (re * sin) + (im * cos));
            var (evenRe, evenIm) = (new Vector<double>(_re, start + k), new Vector<double>(_im, start + k));
            (evenRe + turnedRe).CopyTo(_re, start + k);
            (evenIm + turnedIm).CopyTo(_im, start + k);
            (evenRe - turnedRe).CopyTo(_re, start + size + k);
            (evenIm - turnedIm).CopyTo(_im, start + size + k);
        }

        for (; k < size; k++)
        {
            var (even, odd) = (start + k, start + size + k);
            var turnedRe = (_re[odd] * _cos[size + k]) - (_im[odd] * _sin[size + k]);
            var turnedIm = (_re[odd] * _sin[size + k]) + (_im[odd] * _cos[size + k]);
            (_re[odd], _im[odd]) = (_re[even] - turnedRe, _im[even] - turnedIm);
            (_re[even], _im[even]) = (_re[even] + turnedRe, _im[even] + turnedIm);
        }
    }

    private void Separate(Span<double> power)
    {
        power[0] = Square(_re[0] + _im[0]);
        power[_half] = Square(_re[0] - _im[0]);
        for (var k = 1; k < _half; k++)
        {
            var mirror = _half - k;
            var (evenRe, evenIm) = (_re[k] + _re[mirror], _im[k] - _im[mirror]);
            var (oddRe, oddIm) = (_im[k] + _im[mirror], _re[mirror] - _re[k]);
            var (cos, sin) = (_cos[_half + k], _sin[_half + k]);
            var re = evenRe + (oddRe * cos) - (oddIm * sin);
            var im = evenIm + (oddRe * sin) + (oddIm * cos);
            power[k] = (Square(re) + Square(im)) / 4;
        }
    }

    private static double Square(double value) => value * value;
}
