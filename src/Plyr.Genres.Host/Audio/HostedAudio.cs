using System.Diagnostics.CodeAnalysis;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Audio;

/// <summary>
/// The audio of uploads as the classifier gets it: the file, or a URL of this host where the model can reach it.
/// </summary>
internal sealed class HostedAudio(AudioStore store, HostSettings settings) : IHostedAudio
{
    /// <summary>
    /// How a row refers to a file of this host where plyr.fm's tables have a URL: by the path of its own API.
    /// </summary>
    public const string PathPrefix = "/audio/";

    private readonly Uri? _address = settings.ModelFetches ? settings.PublicBaseUrl : null;

    public static string Reference(string fileId) => PathPrefix + fileId;

    public static bool TryParse(string? reference, [NotNullWhen(true)] out string? fileId)
    {
        var isReference = reference?.StartsWith(PathPrefix, StringComparison.Ordinal) == true;
        fileId = isReference ? reference![PathPrefix.Length..] : null;
        return AudioStore.IsFileId(fileId);
    }

    public AudioSource? Find(string? fileId, string? mediaType)
    {
        if (!AudioStore.IsFileId(fileId))
            return null;
        return _address is null
            ? AudioSource.FromFile(store.PathOf(fileId), mediaType)
            : new Uri($"{_address.GetLeftPart(UriPartial.Path).TrimEnd('/')}{Reference(fileId)}");
    }
}
