using System.Diagnostics.CodeAnalysis;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Audio;

/// <summary>
/// Provides the audio of uploads for the classifier: the file, or a URL of this host if the model can fetch it.
/// </summary>
internal sealed class HostedAudio(AudioStore store, HostSettings settings) : IHostedAudio
{
    /// <summary>The prefix of an uploaded file's reference in a row, where plyr.fm's tables have a URL.</summary>
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
