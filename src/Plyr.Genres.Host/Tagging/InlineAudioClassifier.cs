using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Tagging;

/// <summary>Puts the audio itself into the request where the URL only names a file of this host.</summary>
internal sealed class InlineAudioClassifier(IGenreClassifier inner, AudioStore files, ITrackCatalog catalog) : IGenreClassifier
{
    /// <summary>A data URI may have 256 kB; base64 makes four characters of three bytes, and the media type stands in front.</summary>
    public const long MaxFileSize = (256 * 1024 - 64) / 4 * 3;

    public async Task<GenreClassification> ClassifyAsync(AudioSource audio, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        if (audio.Url is not { } url || url.Scheme != InlineAudioUrls.Scheme)
            return await inner.ClassifyAsync(audio, cancellationToken);
        var fileId = url.AbsolutePath;
        var contentType = await catalog.FindContentTypeAsync(fileId, cancellationToken) ?? "application/octet-stream";
        var content = await File.ReadAllBytesAsync(files.Find(fileId) ?? throw new FileNotFoundException("The audio file is missing."), cancellationToken);
        return await inner.ClassifyAsync(new Uri($"data:{contentType};base64,{Convert.ToBase64String(content)}"), cancellationToken);
    }
}
