namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Provides the signals of the reference vectors, as 32-bit floats.</summary>
internal static class Signals
{
    /// <summary>The number of samples of the front end's signals.</summary>
    public const int Length = 48_077;

    private const double Rate = 16_000;
    private const uint NoiseSeed = 123_456_789;

    /// <summary>Returns a signal of the front end's vectors by its name.</summary>
    public static float[] ForFrontEnd(string name) => name switch
    {
        "silence" => Make(_ => 0),
        "dc" => Make(_ => 0.5),
        "impulse" => Make(i => i % 4001 == 100 ? 1 : 0),
        "quiet" => Make(i => 1e-4 * Sine(440, i)),
        "tone" => Make(i => 0.8 * Sine(440, i)),
        "near_nyquist" => Make(i => 0.9 * Sine(7950, i)),
        "clipped" => Make(i => Math.Clamp(4 * Sine(97, i), -1, 1)),
        "sweep" => Make(i => 0.7 * Math.Sin(2 * Math.PI * Sweep(i / Rate))),
        "noise" => Make(Scaled(0.6, Noise(NoiseSeed))),
        "mix" => Make(Mix(Noise(NoiseSeed))),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such signal."),
    };

    /// <summary>Returns the signal of the resampler's vectors.</summary>
    public static float[] ForResampler(int rate, int length)
    {
        var samples = new float[length];
        for (var i = 0; i < length; i++)
        {
            var pattern = (i * 7919L % 101 / 50.5) - 1;
            samples[i] = (float)((0.6 * Math.Sin(2 * Math.PI * 997 * i / rate)) + (0.3 * pattern));
        }

        return samples;
    }

    private static float[] Make(Func<int, double> sample)
    {
        var samples = new float[Length];
        for (var i = 0; i < Length; i++)
            samples[i] = (float)sample(i);
        return samples;
    }

    private static double Sine(double frequency, int i) => Math.Sin(2 * Math.PI * frequency * i / Rate);

    private static double Sweep(double time) => (20 * time) + (7900 / (2 * Length / Rate) * time * time);

    private static Func<int, double> Scaled(double factor, Func<double> next) => _ => factor * next();

    private static Func<int, double> Mix(Func<double> noise) => i =>
        (0.3 * Sine(220, i) * Math.Exp(-(i % 8000) / 3000.0)) + (0.2 * Sine(1661, i)) + (0.05 * noise());

    // xorshift32
    private static Func<double> Noise(uint state) => () =>
    {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return (state / 4294967296.0 * 2) - 1;
    };
}
