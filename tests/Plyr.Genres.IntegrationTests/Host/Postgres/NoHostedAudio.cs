using Plyr.Genres.Host.Audio;

namespace Plyr.Genres.IntegrationTests.Host.Postgres;

/// <summary>The rows of plyr.fm contain the URLs of their audio.</summary>
internal sealed class NoHostedAudio : IHostedAudio
{
    public AudioSource? Find(string? fileId, string? mediaType) => null;
}
