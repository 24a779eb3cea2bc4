namespace Plyr.Genres.Local.Tests.Support;

/// <summary>Makes sources from content in memory.</summary>
internal static class Audio
{
    public static AudioSource Of(byte[] content) =>
        AudioSource.FromStream(_ => Task.FromResult<Stream>(new MemoryStream(content)), "song.wav");

    public static AudioSource DataUri(byte[] content) =>
        AudioSource.FromUrl(new Uri($"data:audio/wav;base64,{Convert.ToBase64String(content)}"));
}
