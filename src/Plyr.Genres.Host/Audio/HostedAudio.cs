using System.Globalization;

namespace Plyr.Genres.Host.Audio;

/// <summary>
/// What stands for a file of this host's own where a table holds a URL. Where it is fetched from is each process's setting, which may
/// change, so the row doesn't say.
/// </summary>
internal static class HostedAudio
{
    public const string Scheme = "host-audio";
    private const string SizePrefix = "?size=";

    public static string Reference(string fileId, long size) => string.Create(CultureInfo.InvariantCulture, $"{Scheme}:{fileId}{SizePrefix}{size}");

    public static bool TryParse(Uri url, out string fileId, out long size)
    {
        fileId = url.AbsolutePath;
        size = 0;
        return url.Scheme == Scheme && AudioStore.IsFileId(fileId) && url.Query.StartsWith(SizePrefix, StringComparison.Ordinal)
            && long.TryParse(url.Query.AsSpan(SizePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }
}
