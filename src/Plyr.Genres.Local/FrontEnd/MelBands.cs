namespace Plyr.Genres.Local.FrontEnd;

/// <summary>Sums a power spectrum into the model's 96 mel bands.</summary>
/// <remarks>
/// The bands are triangles between 0 and 8000 Hz with edges that are equidistant on Slaney's mel scale. They are linear
/// in hertz and have an area of 1.
/// </remarks>
internal sealed class MelBands
{
    /// <summary>The number of bands.</summary>
    public const int Count = 96;

    private const double MaxFrequency = 8000;
    private const double LinearLimit = 1000;
    private const double LinearMels = 15;

    private static readonly double LogStep = Math.Log(6.4) / 27;

    private readonly (int FirstBin, double[] Weights)[] _bands = new (int, double[])[Count];

    /// <summary>Initializes the bands.</summary>
    /// <param name="binWidth">The distance between two bins of the spectrum, in hertz.</param>
    public MelBands(double binWidth)
    {
        var step = ToMel(MaxFrequency) / (Count + 1);
        for (var band = 0; band < Count; band++)
        {
            var (low, center, high) = (ToHertz(band * step), ToHertz((band + 1) * step), ToHertz((band + 2) * step));
            var first = (int)Math.Ceiling(low / binWidth);
            var last = (int)Math.Floor(high / binWidth);
            var height = 2 / (high - low);
            var weights = new double[last - first + 1];
            for (var bin = first; bin <= last; bin++)
            {
                var frequency = bin * binWidth;
                weights[bin - first] = frequency < center
                    ? height * (frequency - low) / (center - low)
                    : height * (high - frequency) / (high - center);
            }

            _bands[band] = (first, weights);
        }
    }

    /// <summary>Sums a spectrum.</summary>
    /// <param name="power">The squared magnitudes of the bins.</param>
    /// <param name="bands">Receives <see cref="Count"/> values.</param>
    public void Sum(ReadOnlySpan<double> power, Span<double> bands)
    {
        for (var band = 0; band < Count; band++)
        {
            var (first, weights) = _bands[band];
            var bins = power.Slice(first, weights.Length);
            var sum = 0.0;
            for (var i = 0; i < weights.Length; i++)
                sum += weights[i] * bins[i];
            bands[band] = sum;
        }
    }

    private static double ToMel(double hertz) =>
        hertz < LinearLimit ? 3 * hertz / 200 : LinearMels + (Math.Log(hertz / LinearLimit) / LogStep);

    private static double ToHertz(double mel) =>
        mel < LinearMels ? 200 * mel / 3 : LinearLimit * Math.Exp((mel - LinearMels) * LogStep);
}
