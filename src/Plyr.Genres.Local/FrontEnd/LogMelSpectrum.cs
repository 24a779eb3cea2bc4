namespace Plyr.Genres.Local.FrontEnd;

/// <summary>
/// Computes the log-mel spectrum of a frame as in the model's training. Not thread-safe, because it reuses buffers.
/// </summary>
internal sealed class LogMelSpectrum
{
    /// <summary>The number of samples in a frame.</summary>
    public const int FrameLength = 512;

    private readonly double[] _window = new double[FrameLength];
    private readonly double[] _frame = new double[FrameLength];
    private readonly double[] _power = new double[(FrameLength / 2) + 1];
    private readonly double[] _mel = new double[MelBands.Count];
    private readonly Fft _fft = new(FrameLength);
    private readonly MelBands _bands = new((double)LinearResampler.OutputRate / FrameLength);

    /// <summary>Initializes the spectrum.</summary>
    public LogMelSpectrum()
    {
        // A symmetric Hann window without normalization.
        for (var i = 0; i < FrameLength; i++)
            _window[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / (FrameLength - 1)));
    }

    /// <summary>Computes the spectrum of a frame.</summary>
    /// <param name="frame">The samples of the frame.</param>
    /// <param name="bands">Receives a value for each band.</param>
    public void Compute(ReadOnlySpan<float> frame, Span<float> bands)
    {
        for (var i = 0; i < FrameLength; i++)
            _frame[i] = frame[i] * _window[i];
        _fft.ComputePower(_frame, _power);
        _bands.Sum(_power, _mel);
        for (var band = 0; band < MelBands.Count; band++)
            bands[band] = (float)Math.Log10(1 + (10000 * _mel[band]));
    }
}
