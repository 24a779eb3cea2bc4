using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>The parts of a command's help in addition to its options.</summary>
/// <param name="Examples">Arguments, each with their effect.</param>
/// <param name="Settings">The names of the command's most important settings.</param>
/// <param name="ExitCodes">
/// The exit codes of the command. Their texts replace those of the codes that every command has.
/// </param>
internal sealed record CommandHelp(
    IReadOnlyList<(string Arguments, string Effect)> Examples,
    IReadOnlyList<string> Settings,
    IReadOnlyList<(int Code, string Text)> ExitCodes)
{
    public static readonly (int Code, string Text) Interrupted = (Commands.ExitCodes.Interrupted, "Interrupted.");

    public static readonly (int Code, string Text) NoDatabase =
        (Commands.ExitCodes.Fatal, "The database can't be used.");

    public static readonly (int Code, string Text) NoStorage =
        (Commands.ExitCodes.Fatal, "The database or the data folder can't be used.");

    private static readonly (int Code, string Text)[] CommonCodes =
    [
        (Commands.ExitCodes.Done, "Done."),
        (Commands.ExitCodes.Usage, "Wrong arguments or settings."),
        (Commands.ExitCodes.Unexpected, "An unexpected error."),
    ];

    private static readonly Dictionary<string, string> SettingTexts = new()
    {
        [SettingNames.Urls] = "The address to listen on, as --urls.",
        [SettingNames.DataFolder] = "The folder of the database and the audio files, as --data.",
        [SettingNames.DatabaseUrl] = "The database, as --database.",
        [SettingNames.PublicBaseUrl] = "This host's address as Replicate reaches it, as --public-url.",
        [SettingNames.ModelFile] = "A model file to use in this process, as --model.",
        [SettingNames.Token] = "The API token of Replicate.",
        [SettingNames.Enabled] = "Whether anything is classified: true (the default) or false.",
        [SettingNames.Simulator] = "Whether a simulator invents genres without a model: auto, on or off.",
        [SettingNames.VocabularyFile] = "A file with the names that may become predictions.",
        [SettingNames.Concurrency] = "The number of concurrent classifications, 1 to 100.",
    };

    /// <summary>Returns the settings with their texts.</summary>
    public IEnumerable<(string Name, string Text)> DescribeSettings() =>
        Settings.Select(name => (name, SettingTexts[name]));

    /// <summary>Returns all exit codes of the command with their texts.</summary>
    public IEnumerable<(string Code, string Text)> DescribeExitCodes() => ExitCodes
        .UnionBy(CommonCodes, code => code.Code)
        .OrderBy(code => code.Code)
        .Select(code => ($"{code.Code}", code.Text));
}
