using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>plyr.fm's rows hold their URLs themselves.</summary>
internal sealed class NoAudioUrls : IAudioUrls
{
    public Uri? For(string fileId, long size) => null;
}
