using Plyr.Genres.Local.Decoding;

namespace Plyr.Genres.Local.FrontEnd;

/// <summary>
/// Mixes decoded audio to one channel and resamples it to 16 kHz by linear interpolation, without a low-pass filter.
/// </summary>
/// <remarks>
/// The result aliases, as that of Replicate's container, and the scores depend on it: a better resampler changes them.
/// The output is bit-identical with libsamplerate's linear converter.
/// </remarks>
internal sealed class LinearResampler
{
    /// <summary>The sample rate of the output, in hertz.</summary>
    public const int OutputRate = 16_000;

    private const int BlockLength = 4096;

    private readonly WavReader _input;
    private readonly float[] _interleaved;

    // The last sample of the previous block, then the block.
    private readonly float[] _mono = new float[BlockLength + 1];
    private readonly double _step;

    // An output sample is between _mono[_index] and _mono[_index + 1], at the fraction _position.
    private double _position;
    private int _index;
    private int _count;

    /// <summary>Initializes the resampler.</summary>
    /// <param name="input">The decoded audio.</param>
    public LinearResampler(WavReader input)
    {
        _input = input;
        _interleaved = new float[BlockLength * input.Channels];

        // Essentia passes the ratio to libsamplerate as a 32-bit float.
        _step = 1 / (double)((float)OutputRate / input.SampleRate);
        if (ReadBlock())
            _mono[0] = _mono[1];
    }

    /// <summary>Reads samples.</summary>
    /// <param name="output">Receives the samples.</param>
    /// <returns>
    /// The number of samples; less than the length of <paramref name="output"/> at the end of the audio only.
    /// </returns>
    public int Read(Span<float> output)
    {
        var written = 0;
        while (written < output.Length && (_index < _count || ReadBlock()))
            written += _input.SampleRate == OutputRate ? Copy(output[written..]) : Interpolate(output[written..]);
        return written;
    }

    private int Copy(Span<float> output)
    {
        var length = Math.Min(output.Length, _count - _index);
        _mono.AsSpan(_index + 1, length).CopyTo(output);
        _index += length;
        return length;
    }

    private int Interpolate(Span<float> output)
    {
        var index = _index;
        var position = _position;
        var written = 0;
        while (written < output.Length && index < _count)
        {
            var before = _mono[index];
            output[written++] = (float)(before + (position * ((double)_mono[index + 1] - before)));
            position += _step;
            var whole = (int)position;
            position -= whole;
            index += whole;
        }

        _index = index;
        _position = position;
        return written;
    }

    /// <summary>Reads blocks up to the one with the sample at the index. A step can be longer than a block.</summary>
    private bool ReadBlock()
    {
        do
        {
            _index -= _count;
            _mono[0] = _mono[_count];
            _count = _input.Read(_interleaved);
            Mix(_interleaved.AsSpan(0, _count * _input.Channels), _mono.AsSpan(1));
        }
        while (_count > 0 && _index >= _count);
        return _count > 0;
    }

    private void Mix(ReadOnlySpan<float> samples, Span<float> mono)
    {
        if (_input.Channels == 1)
        {
            samples.CopyTo(mono);
            return;
        }

        for (var i = 0; i < samples.Length / 2; i++)
            mono[i] = (samples[2 * i] + samples[(2 * i) + 1]) / 2;
    }
}
