using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the lines that the host writes when it starts.</summary>
internal static class StartReport
{
    public const string Guest =
        "The tracks belong to another program, so uploads, edits, replacement and deletion are disabled.";

    public const string SwitchedOff =
        $"Analysis is switched off: set {SettingNames.Enabled} to true and restart the host.";

    public const string Stopping =
        "Stopping. Runs in progress are finished and stored. Press Ctrl-C again to end immediately.";

    private const string WhatToSet =
        $"Set {SettingNames.Token} for Replicate, or {SettingNames.ModelFile} for a model on this machine.";

    private const string Simulated =
        $"Genres are invented by a simulator on this machine, because no model is set. {WhatToSet}";

    public static string DataLine(HostSettings settings) =>
        $"Data in {settings.DataFolder}, database {settings.Database}";

    public static IEnumerable<string> Lines(Uri address, HostSettings settings, bool enabled)
    {
        yield return $"Listening on {address.GetLeftPart(UriPartial.Authority)}";
        if (!address.IsLoopback)
            yield return "Warning: there is no authentication. Anyone who can reach this port has full access.";
        if (!settings.RunJobs)
            yield return "Uploads are classified by other processes on this database.";
        yield return enabled ? ModelLine(settings) : DisabledLine(settings);
        foreach (var warning in settings.Vocabulary?.Warnings ?? [])
            yield return warning;
    }

    public static IEnumerable<string> WorkerLines(HostSettings settings, bool enabled)
    {
        yield return $"Running jobs, at most {settings.Concurrency} at once";
        yield return enabled ? ModelLine(settings) : DisabledLine(settings);
        foreach (var warning in settings.Vocabulary?.Warnings ?? [])
            yield return warning;
    }

    /// <summary>Returns a line about the model and its costs, or what is missing.</summary>
    public static string ModelLine(HostSettings settings) => settings.Model switch
    {
        ModelKind.Simulator => Simulated,
        ModelKind.Local =>
            $"Genres come from {Path.GetFileName(settings.ModelFile)} in this process; no audio leaves this machine. "
            + "The weights of effnet-discogs are for non-commercial use.",
        ModelKind.SelfHosted => $"Genres come from a self-hosted model{Fetching(settings)}.",
        ModelKind.Replicate => $"Genres come from Replicate{Fetching(settings)}, and each run is charged.",
        _ => Missing(settings),
    };

    /// <summary>Returns why no model is used, and what to set.</summary>
    public static string Missing(HostSettings settings) => settings.Simulator is SimulatorUse.Off
        ? $"Nothing is classified, because no model is set and {SettingNames.Simulator} is off. {WhatToSet}"
        : "Nothing is classified, because no model is set and invented genres are not written to a database that "
            + $"{SettingNames.DatabaseUrl} names. {WhatToSet} For invented genres set {SettingNames.Simulator} to on.";

    private static string DisabledLine(HostSettings settings) => settings.Model is ModelKind.None
        ? Missing(settings)
        : $"Nothing is classified, because {SettingNames.Enabled} is false. Set it to true.";

    private static string Fetching(HostSettings settings) =>
        settings.ModelFetches ? $", which fetches recordings from {settings.PublicBaseUrl}" : "";
}
