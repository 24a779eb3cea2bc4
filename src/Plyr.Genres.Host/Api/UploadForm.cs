using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Api;

/// <summary>Represents a complete multipart upload. Disposing it deletes audio that was not stored.</summary>
internal sealed class UploadForm : IDisposable
{
    public IncomingAudio? Audio { get; set; }

    /// <summary>Gets the file's name at the client, if the client sent it.</summary>
    public string? FileName { get; set; }

    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    public void Dispose() => Audio?.Dispose();
}
