using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;

namespace Plyr.Genres.Host.Settings;

/// <summary>Reads the options of the local model. The model file is a setting of the host.</summary>
internal static class LocalModelSettings
{
    private delegate void Setter(LocalModelOptions options, IConfigurationSection setting);

    private static readonly FrozenDictionary<string, Setter> Keys = new Dictionary<string, Setter>
    {
        [nameof(LocalModelOptions.Concurrency)] = (options, setting) => options.Concurrency = Number<int>(setting),
        [nameof(LocalModelOptions.MaxDuration)] = (options, setting) => options.MaxDuration = Duration(setting),
        [nameof(LocalModelOptions.MaxDownloadBytes)] = (options, setting) =>
            options.MaxDownloadBytes = Number<long>(setting),
        [nameof(LocalModelOptions.FfmpegPath)] = (options, setting) => options.FfmpegPath = TextOf(setting),
        [nameof(LocalModelOptions.AllowPrivateAddresses)] = (options, setting) =>
            options.AllowPrivateAddresses = Boolean(setting),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="SettingsException">A key is unknown, or a value is invalid.</exception>
    public static void Apply(IConfiguration configuration, LocalModelOptions options)
    {
        foreach (var setting in configuration.GetSection(SettingNames.LocalModelSection).GetChildren())
        {
            if (!Keys.TryGetValue(setting.Key, out var set))
            {
                throw new SettingsException(
                    $"{setting.Path} is not a known setting; the settings are "
                    + $"{string.Join(", ", Keys.Keys.Order(StringComparer.Ordinal))}. "
                    + $"{SettingNames.ModelFile} is the model file.");
            }

            // An empty environment variable counts as not set.
            if (!string.IsNullOrWhiteSpace(setting.Value))
                set(options, setting);
        }
    }

    private static T Number<T>(IConfigurationSection setting)
        where T : struct, INumber<T> =>
        T.TryParse(TextOf(setting), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > T.Zero
            ? number
            : throw Unusable(setting, "a whole number, 1 or more");

    /// <summary>Reads seconds ("120"), which TimeSpan would take for days, or a duration ("00:02:00").</summary>
    private static TimeSpan Duration(IConfigurationSection setting)
    {
        var text = TextOf(setting);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        return text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration)
            ? duration
            : throw Unusable(setting, "a number of seconds, or a duration such as 04:00:00");
    }

    private static bool Boolean(IConfigurationSection setting) => TextOf(setting).ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw Unusable(setting, "true or false"),
    };

    private static string TextOf(IConfigurationSection setting) => setting.Value!.Trim();

    private static SettingsException Unusable(IConfigurationSection setting, string accepted) =>
        new($"{setting.Path} is '{TextOf(setting)}'; it must be {accepted}.");
}
