using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Plyr.Genres;

/// <summary>Reads the settings under the names that plyr.fm's configuration uses, and says when they change.</summary>
internal sealed class ConfigurationSettings(IConfiguration configuration) : IConfigureOptions<PlyrGenresOptions>, IOptionsChangeTokenSource<PlyrGenresOptions>
{
    public const string Enabled = "REPLICATE_ENABLED";
    public const string ApiToken = "REPLICATE_API_TOKEN";
    public const string TopN = "REPLICATE_TOP_N";
    public const string TimeoutSeconds = "REPLICATE_TIMEOUT_SECONDS";

    public string Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => configuration.GetReloadToken();

    public void Configure(PlyrGenresOptions options)
    {
        if (Read(Enabled) is { } enabled)
            options.Enabled = ParseSwitch(enabled);
        if (Read(ApiToken) is { } token)
            options.ApiToken = token;
        if (Read(TopN) is { } topN)
            options.TopN = int.TryParse(topN, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : throw Unusable(TopN, topN, "a whole number from 1 to 400");
        if (Read(TimeoutSeconds) is { } timeout)
            options.Timeout = ParseSeconds(timeout);
    }

    /// <summary>A value that is there and not blank: an empty environment variable means that nothing is said.</summary>
    private string? Read(string name) => configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static bool ParseSwitch(string value) => value.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" or "off" => false,
        _ => throw Unusable(Enabled, value, "one of true, false, 1, 0, yes, no, on and off"),
    };

    private static TimeSpan ParseSeconds(string value)
    {
        // The bounds keep TimeSpan from overflowing; the accepted range itself is checked with the other settings.
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds)
            return TimeSpan.FromSeconds(seconds);
        throw Unusable(TimeoutSeconds, value, "a number of seconds from 5 to 3600");
    }

    private static OptionsValidationException Unusable(string name, string value, string accepted) =>
        new(Options.DefaultName, typeof(PlyrGenresOptions), [$"{name} is '{value}'; it must be {accepted}."]);
}
