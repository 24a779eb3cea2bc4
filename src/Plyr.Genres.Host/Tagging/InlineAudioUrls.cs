using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.Host.Tagging;

/// <summary>
/// Replicate can't reach this host, so small files go inside the request and larger ones can't be sent. The URL only names the
/// file; <see cref="InlineAudioClassifier"/> reads it when it is sent, because this is asked for every page.
/// </summary>
internal sealed class InlineAudioUrls : IAudioUrls
{
    public const string Scheme = HostedAudio.Scheme;

    public Uri? For(string fileId, long size) => size <= InlineAudioClassifier.MaxFileSize ? new Uri($"{Scheme}:{fileId}") : null;
}
