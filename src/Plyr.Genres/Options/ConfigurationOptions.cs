using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Plyr.Genres.Options;

/// <summary>Reads the options from a configuration. The reflection-based binder can't be trimmed.</summary>
/// <param name="configuration">The section, where an unknown key is an error, or a root with <c>PlyrGenres</c>.</param>
/// <param name="root">The host's configuration, which may have <c>REPLICATE_</c> names; null when it has none.</param>
internal sealed class ConfigurationOptions(IConfiguration configuration, IConfiguration? root)
    : IConfigureOptions<PlyrGenresOptions>, IOptionsChangeTokenSource<PlyrGenresOptions>
{
    private const string SectionName = "PlyrGenres";

    private delegate void Setter(PlyrGenresOptions options, Value value);

    private static readonly FrozenDictionary<string, Setter> EnvironmentNames = new Dictionary<string, Setter>
    {
        ["REPLICATE_ENABLED"] = (options, value) => options.Enabled = value.AsBoolean(),
        ["REPLICATE_API_TOKEN"] = (options, value) => options.Replicate.ApiToken = value.Text,
        ["REPLICATE_TOP_N"] = (options, value) => options.TopN = value.AsInteger("a whole number from 1 to 400"),
        ["REPLICATE_TIMEOUT_SECONDS"] = (options, value) =>
            options.Timeout = value.AsSeconds("a number of seconds from 5 to 3600"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Setter> Keys = new Dictionary<string, Setter>
    {
        ["Enabled"] = (options, value) => options.Enabled = value.AsBoolean(),
        ["TopN"] = (options, value) => options.TopN = value.AsInteger("a whole number from 1 to 400"),
        ["Timeout"] = (options, value) => options.Timeout = value.AsDuration(),
        ["FailureCooldown"] = (options, value) => options.FailureCooldown = value.AsDuration(),
        ["ClaimRuns"] = (options, value) => options.ClaimRuns = value.AsBoolean(),
        ["KeepLabelScores"] = (options, value) => options.KeepLabelScores = value.AsBoolean(),
        ["MinConfidence"] = (options, value) => options.MinConfidence = value.AsNumber(),
        ["Names"] = (options, value) => options.Names = value.AsNames(),
        ["AutoTags:Ratio"] = (options, value) => options.AutoTags.Ratio = value.AsNumber(),
        ["AutoTags:Limit"] = (options, value) =>
            options.AutoTags.Limit = value.AsInteger("a whole number from 0 to 400"),
        ["AutoTags:MaxTagsPerTrack"] = (options, value) =>
            options.AutoTags.MaxTagsPerTrack = value.AsInteger("a whole number, 0 or more"),
        ["Replicate:ApiToken"] = (options, value) => options.Replicate.ApiToken = value.Text,
        ["Replicate:BaseAddress"] = (options, value) => options.Replicate.BaseAddress = value.AsUri(),
        ["Replicate:ModelVersion"] = (options, value) => options.Replicate.ModelVersion = value.Text,
        ["Replicate:SelfHosted"] = (options, value) => options.Replicate.SelfHosted = value.AsBoolean(),
        ["Replicate:Simulated"] = (options, value) => options.Replicate.Simulated = value.AsBoolean(),
        ["Replicate:UploadTimeout"] = (options, value) => options.Replicate.UploadTimeout = value.AsDuration(),
        ["Replicate:CostPerRun"] = (options, value) => options.Replicate.CostPerRun = value.AsDollars(),
        ["Replicate:CostPerSecond"] = (options, value) => options.Replicate.CostPerSecond = value.AsDollars(),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists and maps: the key of an entry is an index, or the name to replace.</summary>
    private static readonly FrozenDictionary<string, Action<PlyrGenresOptions, string, string>> Collections =
        new Dictionary<string, Action<PlyrGenresOptions, string, string>>
        {
            ["Aliases"] = (options, key, value) => options.Aliases[key] = value,
            ["IgnoredNames"] = (options, _, value) => options.IgnoredNames.Add(value),
            ["AllowedNames"] = (options, _, value) => options.AllowedNames.Add(value),
            ["Replicate:AllowedOutputHosts"] = (options, _, value) => options.Replicate.AllowedOutputHosts.Add(value),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public string Name => Microsoft.Extensions.Options.Options.DefaultName;

    public IChangeToken GetChangeToken() => root is null || ReferenceEquals(root, configuration)
        ? configuration.GetReloadToken()
        : new CompositeChangeToken([configuration.GetReloadToken(), root.GetReloadToken()]);

    public void Configure(PlyrGenresOptions options)
    {
        var section = configuration as IConfigurationSection ?? configuration.GetSection(SectionName);
        BindSection(section, options);
        BindEnvironmentNames(section, options);
        BindEnvironmentNames(configuration, options);
        if (root is not null)
            BindEnvironmentNames(root, options);
    }

    private static void BindEnvironmentNames(IConfiguration configuration, PlyrGenresOptions options)
    {
        foreach (var (name, set) in EnvironmentNames)
        {
            // An empty environment variable counts as not set.
            if (!string.IsNullOrWhiteSpace(configuration[name]))
                set(options, new Value(name, configuration[name]!.Trim()));
        }
    }

    private static void BindSection(IConfigurationSection section, PlyrGenresOptions options)
    {
        var values = section.AsEnumerable(makePathsRelative: true);
        foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (value is null || EnvironmentNames.ContainsKey(key))
                continue;
            var separator = key.LastIndexOf(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
            if (Keys.TryGetValue(key, out var set))
            {
                if (!string.IsNullOrWhiteSpace(value))
                    set(options, new Value(ConfigurationPath.Combine(section.Path, key), value.Trim()));
            }
            else if (separator > 0 && Collections.TryGetValue(key[..separator], out var add))
            {
                add(options, key[(separator + 1)..], value);
            }
            else if (!(value.Length == 0 && Collections.ContainsKey(key)))
            {
                // An empty list of a JSON file is an empty text here.
                throw Invalid(
                    $"{ConfigurationPath.Combine(section.Path, key)} is not a known setting; the settings are "
                    + $"{string.Join(", ", Keys.Keys.Concat(Collections.Keys).Order(StringComparer.Ordinal))}.");
            }
        }
    }

    private static OptionsValidationException Invalid(string problem) =>
        new(Microsoft.Extensions.Options.Options.DefaultName, typeof(PlyrGenresOptions), [problem]);

    /// <summary>A value with the name to report when it can't be used.</summary>
    private readonly record struct Value(string Name, string Text)
    {
        public bool AsBoolean() => Text.ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" => true,
            "false" or "0" or "no" or "off" => false,
            _ => throw Unusable("one of true, false, 1, 0, yes, no, on and off"),
        };

        public int AsInteger(string accepted) => As<int>(NumberStyles.Integer, accepted);

        public double AsNumber() => As<double>(NumberStyles.Float, "a number");

        public decimal AsDollars() => As<decimal>(NumberStyles.Float, "a price in dollars, 0 or more");

        public GenreNames AsNames() => Text.ToLowerInvariant() switch
        {
            "genresandstyles" => GenreNames.GenresAndStyles,
            "genresonly" => GenreNames.GenresOnly,
            "stylesonly" => GenreNames.StylesOnly,
            _ => throw Unusable("one of GenresAndStyles, GenresOnly and StylesOnly"),
        };

        public TimeSpan AsSeconds(string accepted)
        {
            var seconds = As<double>(NumberStyles.Float, accepted);
            return Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : throw Unusable(accepted);
        }

        /// <summary>Reads seconds ("120"), which TimeSpan would take for days, or a duration ("00:02:00").</summary>
        public TimeSpan AsDuration() =>
            Text.Contains(':', StringComparison.Ordinal)
                && TimeSpan.TryParse(Text, CultureInfo.InvariantCulture, out var value)
                ? value
                : AsSeconds("a number of seconds, or a duration such as 00:02:00");

        /// <summary>Reads an address. The error does not repeat it, because it may contain a password.</summary>
        public Uri AsUri() => Uri.TryCreate(Text, UriKind.Absolute, out var value)
            ? value
            : throw Invalid($"{Name} must be an absolute https address.");

        private T As<T>(NumberStyles style, string accepted)
            where T : struct, INumberBase<T> =>
            T.TryParse(Text, style, CultureInfo.InvariantCulture, out var value) ? value : throw Unusable(accepted);

        private OptionsValidationException Unusable(string accepted) =>
            Invalid($"{Name} is '{Text}'; it must be {accepted}.");
    }
}
