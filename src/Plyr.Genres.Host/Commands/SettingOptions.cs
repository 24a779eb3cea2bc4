using System.CommandLine;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// Provides the settings that a command accepts as options, which override the environment and appsettings.json.
/// </summary>
internal sealed class SettingOptions
{
    private readonly Dictionary<string, Option<string>> _options;

    /// <param name="names">The names of the settings.</param>
    public SettingOptions(params IEnumerable<string> names) => _options = names.ToDictionary(name => name, Create);

    public void AddTo(Command command)
    {
        foreach (var option in _options.Values)
            command.Options.Add(option);
    }

    public IReadOnlyDictionary<string, string?> Read(ParseResult parsed) =>
        _options
            .Where(option => parsed.GetValue(option.Value) is not null)
            .ToDictionary(option => option.Key, option => parsed.GetValue(option.Value));

    private static Option<string> Create(string name) => name switch
    {
        SettingNames.Urls => new("--urls")
        {
            Description = "The address to listen on. The default is http://127.0.0.1:5150; port 0 takes a free one.",
            HelpName = "URL",
        },
        SettingNames.DataFolder => new("--data")
        {
            Description = "The folder of the database and the audio files.",
            HelpName = "FOLDER",
        },
        SettingNames.DatabaseUrl => new("--database")
        {
            Description = "The database, sqlite:PATH or postgres://... The default is a file in the data folder.",
            HelpName = "URL",
        },
        SettingNames.PublicBaseUrl => new("--public-url")
        {
            Description = "The host's address as Replicate reaches it. Replicate then fetches the recordings, and they "
                + "are not uploaded.",
            HelpName = "URL",
        },
        SettingNames.ModelFile => new("--model")
        {
            Description = "A model file to use in this process.",
            HelpName = "FILE",
        },
        _ => throw new ArgumentException($"The setting {name} has no option.", nameof(name)),
    };
}
