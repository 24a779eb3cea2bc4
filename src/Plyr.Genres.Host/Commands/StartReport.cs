using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Commands;

/// <summary>What a person should know when the host has started.</summary>
internal static class StartReport
{
    /// <summary>Who gets genres that are made up must know it.</summary>
    public const string Simulated = $"Suggestions are simulated: {SettingNames.Token} is not set, so a simulator on this machine answers. Its genres are made up, and nothing is paid.";

    public const string Guest = "The tracks belong to another program, so uploads, edits, replacement and deletion are refused.";

    /// <summary>A model that reaches no server on this data is sent the audio itself, as far as that goes.</summary>
    private static readonly string TooLarge = $"Uploads larger than {InlineAudioClassifier.MaxFileSize / 1024} kB can't be classified: they would have to be fetched from a server on this data, and "
        + $"{SettingNames.PublicBaseUrl}, its address as the model reaches it, is not set. Smaller ones are sent inside the request.";

    public static IEnumerable<string> Lines(Uri address, HostSettings settings, bool enabled)
    {
        yield return $"Listening on {address.GetLeftPart(UriPartial.Authority)}";
        yield return $"Data in {settings.DataFolder}, database {settings.Database}";
        if (!address.IsLoopback)
            yield return "Everybody who reaches this port may upload, change and delete: there is no sign-in.";
        if (!settings.RunJobs)
            yield return "Uploads are classified by other processes on this database.";
        foreach (var line in SourceLines(settings, enabled))
            yield return line;
    }

    public static IEnumerable<string> WorkerLines(HostSettings settings, bool enabled)
    {
        yield return $"Working off jobs of database {settings.Database}, {settings.Concurrency} at once";
        foreach (var line in SourceLines(settings, enabled))
            yield return line;
    }

    private static IEnumerable<string> SourceLines(HostSettings settings, bool enabled)
    {
        if (!settings.HasModel && !settings.IsSimulated)
            yield return $"Nothing is classified: {SettingNames.Token} is not set and {SettingNames.Simulator} is off.";
        else if (!enabled)
            yield return $"Nothing is classified: it is switched off by {SettingNames.Enabled}.";
        else
        {
            yield return Source(settings);
            if (settings.SendsAudioInline)
                yield return TooLarge;
        }
    }

    private static string Source(HostSettings settings)
    {
        if (settings.IsSimulated)
            return Simulated;
        var fetching = settings.SendsAudioInline ? "" : $", which fetches audio from {settings.PublicBaseUrl?.ToString() ?? "this machine"}";
        return settings.IsSelfHosted ? $"Suggestions come from a model of your own{fetching}." : $"Suggestions come from Replicate{fetching}, and each classification is paid.";
    }
}
