using System.Buffers;

namespace Plyr.Genres.Host.Audio;

/// <summary>Reads title, artist and duration, and recognizes recordings if ffprobe is not installed.</summary>
internal static class AudioMetadata
{
    // The library does not detect formats. Its MPEG reader finds frames in many other files, so it comes last.
    private static readonly string[] MediaTypes =
    [
        "audio/flac", "audio/ogg", "audio/mp4", "audio/wav", "audio/aiff", "audio/x-ms-wma", "audio/webm", "audio/aac",
        "audio/mpeg",
    ];

    private static readonly SearchValues<byte> Text =
        SearchValues.Create([.. "\t\r\n"u8, .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (byte)code)]);

    /// <summary>Returns the metadata of a recording, or null when it can't be read.</summary>
    public static AudioDescription? Read(string path, string mediaType)
    {
        using var content = File.OpenRead(path);
        if (HasInvalidTagLength(content))
            return null;
        try
        {
            const TagLib.ReadStyle style = TagLib.ReadStyle.Average | TagLib.ReadStyle.PictureLazy;
            using var file = TagLib.File.Create(new OpenFile(content), mediaType, style);
            var duration = file.Properties is { AudioChannels: > 0 } audio ? audio.Duration : TimeSpan.Zero;
            return new AudioDescription(
                mediaType, file.Tag.Title, file.Tag.JoinedPerformers, duration > TimeSpan.Zero ? duration : null);
        }
        catch (Exception exception) when (exception is not IOException)
        {
            // The library throws many types of exceptions for a file of another format.
            return null;
        }
    }

    /// <summary>Returns the description of a recording, or null when the file is not a recording.</summary>
    public static AudioDescription? Recognize(string path) =>
        IsText(path)
            ? null
            : MediaTypes.Select(type => Read(path, type)).FirstOrDefault(found => found is { Duration: not null });

    /// <summary>
    /// Returns whether the length of the ID3 tag exceeds the file. The library allocates up to 256 MB for the tag
    /// without checking.
    /// </summary>
    private static bool HasInvalidTagLength(FileStream content)
    {
        Span<byte> header = stackalloc byte[10];
        var length = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        content.Position = 0;
        if (length < header.Length || !header.StartsWith("ID3"u8))
            return false;
        var tagLength = 0;
        foreach (var sevenBits in header[6..])
            tagLength = tagLength << 7 | (sevenBits & 0x7F);
        return tagLength > content.Length;
    }

    private static bool IsText(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[4096];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return !start.AsSpan(0, length).ContainsAnyExcept(Text);
    }

    private sealed class OpenFile(FileStream content) : TagLib.File.IFileAbstraction
    {
        public string Name => "";

        public Stream ReadStream => content;

        public Stream WriteStream => throw new NotSupportedException();

        public void CloseStream(Stream stream)
        {
            // The caller closes the file.
        }
    }
}
