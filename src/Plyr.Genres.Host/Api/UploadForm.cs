using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Api;

/// <summary>A multipart upload that was read to its end. Disposing it removes audio that was not placed.</summary>
internal sealed class UploadForm : IDisposable
{
    public IncomingAudio? Audio { get; set; }

    /// <summary>The name of the file at the client, where it was sent.</summary>
    public string? FileName { get; set; }

    public Dictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    public void Dispose() => Audio?.Dispose();
}
