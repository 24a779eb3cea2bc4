namespace Plyr.Genres.Host.Audio;

/// <summary>
/// Decides whether a file is a recording, and reads its metadata. ffprobe decides where it is installed, because it
/// decodes what the models decode; otherwise the metadata library does.
/// </summary>
internal sealed class AudioInspector(string ffprobe)
{
    private readonly Lazy<bool> _isInstalled = new(() => Programs.IsInstalled(ffprobe));

    /// <summary>Returns what a file is, or null when it is not a recording.</summary>
    public async Task<AudioDescription?> InspectAsync(string path, CancellationToken cancellationToken)
    {
        if (!_isInstalled.Value)
            return AudioMetadata.Recognize(path);
        return await Ffprobe.ReadMediaTypeAsync(ffprobe, path, cancellationToken) is { } mediaType
            ? AudioMetadata.Read(path, mediaType) ?? new AudioDescription(mediaType)
            : null;
    }
}
