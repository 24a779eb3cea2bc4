using System.Text.RegularExpressions;
using static Plyr.Genres.GenreClassificationFailure;

namespace Plyr.Genres.Replicate;

/// <summary>Determines whether the audio, its address or the machine caused the error of a run.</summary>
/// <remarks>
/// The texts are those of Essentia's audio loader and of the model (source: <c>audioloader.cpp</c>,
/// <c>monoloader.cpp</c> and the issues about them), of ffmpeg, and of the HTTP clients that fetch the audio.
/// Addresses and paths are removed first. A host or a file name is removed only if it contains one of the messages.
/// </remarks>
internal static partial class RunError
{
    private static readonly string[] MachineMessages =
    [
        "bad_alloc", "Killed", "out of memory", "Cannot allocate memory", "ResourceExhausted", "CUDA",
        "Segmentation fault", "No such file or directory", "Permission denied", "Input/output error",
        "Too many open files", "No space left on device", "Resource temporarily unavailable", "timed out",
        "Connection refused", "Connection reset", "Connection aborted", "Network is unreachable", "No route to host",
        "Temporary failure in name resolution",
    ];

    private static readonly string[] AudioMessages =
    [
        "Invalid data found when processing input", "Unsupported codec", "found 0 streams in the file",
        "does not contain an audio stream", "more than 2 channels", "input signal is empty", "empty input",
        "audio is too short",
    ];

    private static readonly string[] NameMessages =
    [
        "Name or service not known", "No address associated with hostname", "nodename nor servname provided",
        "Could not resolve host",
    ];

    public static GenreClassificationFailure Classify(string error, AudioSource audio)
    {
        var text = RemoveNames(error, audio);
        if (HasAny(text, MachineMessages))
            return ModelFailed;
        if (audio.Url is { Scheme: not "data" } && (HttpClientError().IsMatch(text) || HasAny(text, NameMessages)))
            return AudioUnreachable;
        return HasAny(text, AudioMessages) ? AudioRejected : ModelFailed;
    }

    private static string RemoveNames(string error, AudioSource audio)
    {
        var text = SecretText.Decode(error);
        foreach (var name in NamesOf(audio).Where(name => name.Length > 1).OrderByDescending(name => name.Length))
            text = text.Replace(name, " ", StringComparison.OrdinalIgnoreCase);
        text = Address().Replace(text, " ");
        text = QuotedFile().Replace(text, " ");
        text = FilePath().Replace(text, " ");
        return HostOrFile().Replace(text, " ");
    }

    // A name such as "file" is also a word of the messages.
    private static IEnumerable<string> NamesOf(AudioSource audio)
    {
        if (audio.Url is not { Scheme: not "data" } url)
            return new[] { audio.FileName ?? "" }.Where(Decides);
        string[] addresses = [url.OriginalString, url.PathAndQuery, url.AbsolutePath];
        string[] names = [SecretText.Decode(url.Segments[^1]), url.Host];
        return addresses.Select(SecretText.Decode).Concat(names.Where(Decides));
    }

    private static bool Decides(string name) =>
        HttpClientError().IsMatch(name)
        || HasAny(name, [.. MachineMessages, .. AudioMessages, .. NameMessages]);

    private static bool HasAny(string text, string[] messages) =>
        Array.Exists(messages, message => text.Contains(message, StringComparison.OrdinalIgnoreCase));

    // Except for 408, 425 and 429, which pass.
    [GeneratedRegex(
        @"\b4(?!08|25|29)\d\d Client Error|\b(?:HTTP Error|status|status code|client error)[\s:=(]+4(?!08|25|29)\d\d\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HttpClientError();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*://[^\s""'<>)\]]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    // A quoted sentence is not a file: it has a colon and a space.
    [GeneratedRegex(@"([""'`])(?![^""'`]*:\s)[^""'`]*(?:[/\\]|\.\w{1,5})[^""'`]*\1", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedFile();

    [GeneratedRegex(@"(?<![\w.])(?:[A-Za-z]:)?[\\/][^\s""',;:)]+", RegexOptions.CultureInvariant)]
    private static partial Regex FilePath();

    [GeneratedRegex(@"\b[\w-]+(?:\.[\w-]+)+\b", RegexOptions.CultureInvariant)]
    private static partial Regex HostOrFile();
}
