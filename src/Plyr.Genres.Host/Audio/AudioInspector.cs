namespace Plyr.Genres.Host.Audio;

/// <summary>
/// Determines whether a file is a recording, and reads its metadata. Uses ffprobe if it is installed, because it
/// decodes the same formats as the models; otherwise the metadata library.
/// </summary>
internal sealed class AudioInspector(string ffprobe)
{
    private readonly Lazy<bool> _isInstalled = new(() => Programs.IsInstalled(ffprobe));

    /// <summary>Returns the description of a recording, or null when the file is not a recording.</summary>
    public async Task<AudioDescription?> InspectAsync(string path, CancellationToken cancellationToken)
    {
        if (!_isInstalled.Value)
            return AudioMetadata.Recognize(path);
        return await Ffprobe.ReadMediaTypeAsync(ffprobe, path, cancellationToken) is { } mediaType
            ? AudioMetadata.Read(path, mediaType) ?? new AudioDescription(mediaType)
            : null;
    }
}
