using System.CommandLine;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>The settings that a command line may give; each wins over the environment and appsettings.json.</summary>
internal sealed class SettingOptions
{
    private readonly Dictionary<string, Option<string>> _options = new()
    {
        [SettingNames.Urls] = new("--urls")
        {
            Description = "The address to listen on; http://127.0.0.1:5150 by default. Port 0 takes a free one.",
            HelpName = "URL",
        },
        [SettingNames.DataFolder] =
            new("--data") { Description = "The folder of the database and the audio files.", HelpName = "FOLDER" },
        [SettingNames.DatabaseUrl] = new("--database")
        {
            Description = "The database, sqlite:PATH or postgres://...; a file in the data folder by default.",
            HelpName = "URL",
        },
        [SettingNames.PublicBaseUrl] = new("--public-url")
        {
            Description = "This host's address as Replicate reaches it. Replicate then fetches the recordings "
                + "instead of getting them uploaded.", HelpName = "URL",
        },
        [SettingNames.ModelFile] = ModelOption(),
    };

    public static Option<string> ModelOption() =>
        new("--model") { Description = "A model file to use in this process.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (var option in _options.Values)
            command.Options.Add(option);
    }

    public IReadOnlyDictionary<string, string?> Read(ParseResult parsed) =>
        _options.Where(option => parsed.GetValue(option.Value) is not null).ToDictionary(
            option => option.Key, option => parsed.GetValue(option.Value));
}
