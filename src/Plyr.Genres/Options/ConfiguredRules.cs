using Microsoft.Extensions.Options;

namespace Plyr.Genres.Options;

/// <summary>Provides the normalizer and the policy of options, created again when the options change.</summary>
internal sealed class ConfiguredRules(IOptionsMonitor<PlyrGenresOptions> monitor)
{
    private volatile Rules? _rules;

    /// <summary>Gets the rules of the current options.</summary>
    public Rules Current => For(monitor.CurrentValue);

    /// <summary>Returns the rules of options that an operation has read.</summary>
    public Rules For(PlyrGenresOptions options)
    {
        if (_rules is { } rules && ReferenceEquals(rules.Options, options))
            return rules;
        return _rules = new Rules(
            options,
            new GenreLabelNormalizer(
                options.TopN,
                options.Aliases,
                options.IgnoredNames,
                options.AllowedNames,
                options.MinConfidence,
                options.Names),
            new AutoTagPolicy(options.AutoTags.Ratio, options.AutoTags.Limit));
    }

    internal sealed record Rules(PlyrGenresOptions Options, GenreLabelNormalizer Normalizer, AutoTagPolicy Policy);
}
