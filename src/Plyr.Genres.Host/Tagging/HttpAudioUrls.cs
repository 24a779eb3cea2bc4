using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Tagging;

/// <summary>The classifier fetches files from this host: under their content's hash, so that an old URL never gives new audio.</summary>
internal sealed class HttpAudioUrls(Func<Uri> baseAddress) : IAudioUrls
{
    public Uri? For(string fileId, long size)
    {
        var address = baseAddress();
        return new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/audio/{fileId}");
    }
}
