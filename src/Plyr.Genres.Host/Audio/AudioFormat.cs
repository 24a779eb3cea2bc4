namespace Plyr.Genres.Host.Audio;

/// <summary>Recognises audio by its first bytes; a name or a declared media type proves nothing.</summary>
internal static class AudioFormat
{
    /// <summary>How many bytes are looked at.</summary>
    public const int HeaderLength = 16;

    private static readonly byte[][] AudioBrands =
    [
        [.. "M4"u8], [.. "F4"u8], [.. "mp4"u8], [.. "mp7"u8], [.. "iso"u8], [.. "3g"u8], [.. "dash"u8], [.. "msdh"u8], [.. "cmf"u8],
        [.. "avc1"u8], [.. "mmp4"u8], [.. "MSNV"u8], [.. "NDS"u8], [.. "XAVC"u8], [.. "kddi"u8],
    ];

    /// <summary>The media type, or null when these bytes begin no audio file that is known here.</summary>
    public static string? Detect(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith("fLaC"u8))
            return "audio/flac";
        if (header.StartsWith("OggS"u8))
            return "audio/ogg";
        if (header.StartsWith("ID3"u8))
            return "audio/mpeg";
        if (header.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return "audio/webm";
        if (header.Length >= 12)
        {
            var kind = header[8..12];
            if ((header.StartsWith("RIFF"u8) || header.StartsWith("RF64"u8)) && kind.SequenceEqual("WAVE"u8))
                return "audio/wav";
            if (header.StartsWith("FORM"u8) && (kind.SequenceEqual("AIFF"u8) || kind.SequenceEqual("AIFC"u8)))
                return "audio/aiff";
            if (header[4..8].SequenceEqual("ftyp"u8))
                return IsAudioBrand(kind) ? "audio/mp4" : null;
        }

        return header.Length >= 4 ? DetectMpegFrame(header) : null;
    }

    /// <summary>
    /// The major brands of MP4 and 3GP, by how they begin. Pictures (HEIC, AVIF, CR3) and QuickTime films are the same container under other
    /// brands.
    /// </summary>
    private static bool IsAudioBrand(ReadOnlySpan<byte> brand)
    {
        foreach (var begin in AudioBrands)
        {
            if (brand.StartsWith(begin))
                return true;
        }

        return false;
    }

    /// <summary>The header of an MPEG audio frame: eleven set bits, then fields of which some values are reserved.</summary>
    private static string? DetectMpegFrame(ReadOnlySpan<byte> header)
    {
        if (header[0] != 0xFF || (header[1] & 0xE0) != 0xE0)
            return null;
        // Layer I with a checksum, which nobody writes any more; it is also how UTF-16 and UTF-32 text begin.
        if (header[1] == 0xFE)
            return null;
        var version = (header[1] >> 3) & 3;
        var layer = (header[1] >> 1) & 3;
        if (layer == 0)
            return (header[1] & 0xF6) == 0xF0 ? "audio/aac" : null;
        var bitrate = header[2] >> 4;
        var sampleRate = (header[2] >> 2) & 3;
        return version != 1 && bitrate != 15 && sampleRate != 3 ? "audio/mpeg" : null;
    }
}
