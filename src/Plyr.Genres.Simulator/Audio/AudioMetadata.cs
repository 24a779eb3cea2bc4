using System.Buffers;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Inspects the metadata of a recording if ffprobe is not installed. Rejects only files that certainly can't be
/// decoded.
/// </summary>
internal static class AudioMetadata
{
    // Formats with a signature. Without MPEG, whose reader finds frames in any file.
    private static readonly string[] Formats =
    [
        "audio/flac", "audio/ogg", "audio/mp4", "audio/wav", "audio/aiff", "audio/x-ms-wma", "video/x-matroska",
    ];

    private static readonly SearchValues<byte> Text =
        SearchValues.Create([.. "\t\r\n"u8, .. Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => (byte)letter)]);

    public static AudioFault Inspect(string path)
    {
        using var file = File.OpenRead(path);
        if (IsText(file))
            return AudioFault.NotAudio;
        var audio = Formats.Select(format => Read(file, format)).FirstOrDefault(it => it is { AudioChannels: > 0 });
        return audio switch
        {
            { AudioChannels: > 2 } => AudioFault.TooManyChannels,
            { Duration.Ticks: > 0 } => AudioInspector.FaultOf(audio.Duration),
            _ => AudioFault.None,
        };
    }

    private static bool IsText(FileStream file)
    {
        var start = new byte[4096];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return !start.AsSpan(0, length).ContainsAnyExcept(Text);
    }

    private static TagLib.Properties? Read(FileStream file, string format)
    {
        try
        {
            file.Position = 0;
            using var tags = TagLib.File.Create(new OpenFile(file), format, TagLib.ReadStyle.Average);
            return tags.Properties;
        }
        catch (Exception exception) when (exception is not IOException)
        {
            // The library throws many types of exceptions for a file of another format.
            return null;
        }
    }

    private sealed class OpenFile(FileStream file) : TagLib.File.IFileAbstraction
    {
        public string Name => "";

        public Stream ReadStream => file;

        public Stream WriteStream => throw new NotSupportedException();

        public void CloseStream(Stream stream)
        {
            // The caller closes the file.
        }
    }
}
