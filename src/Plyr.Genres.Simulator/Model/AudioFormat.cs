namespace Plyr.Genres.Simulator;

/// <summary>Tells what a file is by its first bytes, as a decoder does.</summary>
internal static class AudioFormat
{
    public static bool IsWav(ReadOnlySpan<byte> file) => HasAt(file, 0, "RIFF"u8) && HasAt(file, 8, "WAVE"u8);

    /// <summary>Whether the file is of another kind that the model decodes; whatever else is wrong with it shows only there.</summary>
    public static bool IsOtherAudio(ReadOnlySpan<byte> file) =>
        HasAt(file, 0, "ID3"u8)
        || HasAt(file, 0, "fLaC"u8)
        || HasAt(file, 0, "OggS"u8)
        || HasAt(file, 4, "ftyp"u8)
        || HasAt(file, 0, [0x1A, 0x45, 0xDF, 0xA3])
        || (HasAt(file, 0, "FORM"u8) && (HasAt(file, 8, "AIFF"u8) || HasAt(file, 8, "AIFC"u8)))
        || IsMpegFrame(file);

    /// <summary>Frames of MP3 (layers I to III) and of AAC in ADTS begin with eleven or twelve set bits.</summary>
    private static bool IsMpegFrame(ReadOnlySpan<byte> file) =>
        file.Length >= 4
        && file[0] == 0xFF
        && ((file[1] & 0xF6) == 0xF0 || ((file[1] & 0xE0) == 0xE0 && (file[1] & 0x06) != 0 && (file[2] & 0xF0) != 0xF0 && (file[2] & 0x0C) != 0x0C));

    private static bool HasAt(ReadOnlySpan<byte> file, int position, ReadOnlySpan<byte> mark) =>
        file.Length >= position + mark.Length && file.Slice(position, mark.Length).SequenceEqual(mark);
}
