namespace Plyr.Genres.Host.Audio;

/// <summary>Recognises audio by its first bytes; a name or a declared media type proves nothing.</summary>
internal static class AudioFormat
{
    /// <summary>How many bytes are looked at.</summary>
    public const int HeaderLength = 16;

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
                return "audio/mp4";
        }

        return header.Length >= 4 ? DetectMpegFrame(header) : null;
    }

    /// <summary>The header of an MPEG audio frame: eleven set bits, then fields of which some values are reserved.</summary>
    private static string? DetectMpegFrame(ReadOnlySpan<byte> header)
    {
        if (header[0] != 0xFF || (header[1] & 0xE0) != 0xE0)
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
