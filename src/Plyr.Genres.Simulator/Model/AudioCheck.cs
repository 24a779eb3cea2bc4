namespace Plyr.Genres.Simulator;

/// <summary>Fails where the model fails. Of WAV files everything is looked at, of others only what they are.</summary>
internal static class AudioCheck
{
    // Fewer than 128 frames of 256 samples at 16 kHz make no patch for the model.
    private const double ShortestSeconds = 2.03;

    // PCM, ADPCM, float, A-law, mu-law, IMA ADPCM, MP3 in WAV, and the extensible form of any of them.
    private static ReadOnlySpan<int> Codecs => [0x0001, 0x0002, 0x0003, 0x0006, 0x0007, 0x0011, 0x0055, 0xFFFE];

    /// <exception cref="ModelFailure">The model can't classify this.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        if (AudioFormat.IsWav(file))
            Check(WavFile.Read(file));
        else if (!AudioFormat.IsOtherAudio(file))
            throw ModelFailure.NotAudio();
    }

    private static void Check(WavFile wav)
    {
        if (!Codecs.Contains(wav.Codec))
            throw ModelFailure.UnsupportedCodec();
        if (wav.Channels > 2)
            throw ModelFailure.TooManyChannels();
        if (!wav.Samples.ContainsAnyExcept(Silence(wav)))
            throw ModelFailure.Empty();
        if (wav.Seconds < ShortestSeconds)
            throw ModelFailure.TooShort();
    }

    /// <summary>Samples of 8 bits have their middle at 128, all others at 0.</summary>
    private static byte Silence(WavFile wav) => wav is { Codec: 1, BitsPerSample: 8 } ? (byte)128 : (byte)0;
}
