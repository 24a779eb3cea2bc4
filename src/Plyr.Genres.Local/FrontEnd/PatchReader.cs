namespace Plyr.Genres.Local.FrontEnd;

/// <summary>Reads audio as patches, the input of the model: 128 frames of 96 bands, without overlap.</summary>
/// <param name="samples">The audio at 16 kHz.</param>
internal sealed class PatchReader(LinearResampler samples)
{
    /// <summary>The number of frames in a patch.</summary>
    public const int Frames = 128;

    /// <summary>The number of values in a patch.</summary>
    public const int Length = Frames * MelBands.Count;

    private const int Hop = 256;

    /// <summary>Gets the time between the starts of two patches.</summary>
    public static TimeSpan Duration { get; } =
        TimeSpan.FromSeconds((double)(Frames * Hop) / LinearResampler.OutputRate);

    /// <summary>Gets the minimum duration of audio with a patch, in seconds.</summary>
    public static double MinDuration => ((double)((Frames - 1) * Hop) + 1) / LinearResampler.OutputRate;

    private readonly LogMelSpectrum _spectrum = new();

    // Frame i has the samples from 256 i - 256 to 256 i + 255; samples before the audio and after its end are 0.
    private readonly float[] _frame = new float[LogMelSpectrum.FrameLength];

    /// <summary>Reads patches. Frames at the end that don't fill a patch are omitted.</summary>
    /// <param name="patches">Receives the patches, one after the other.</param>
    /// <returns>The number of patches; fewer than fit only at the end of the audio.</returns>
    public int Read(Span<float> patches)
    {
        var count = 0;
        while (patches.Length >= Length && ReadPatch(patches[..Length]))
        {
            patches = patches[Length..];
            count++;
        }

        return count;
    }

    private bool ReadPatch(Span<float> patch)
    {
        for (var frame = 0; frame < Frames; frame++)
        {
            if (!ReadFrame())
                return false;
            _spectrum.Compute(_frame, patch.Slice(frame * MelBands.Count, MelBands.Count));
        }

        return true;
    }

    private bool ReadFrame()
    {
        _frame.AsSpan(Hop).CopyTo(_frame);
        var added = samples.Read(_frame.AsSpan(Hop));
        _frame.AsSpan(Hop + added).Clear();
        return added > 0;
    }
}
