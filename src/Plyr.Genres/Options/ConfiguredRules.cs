using Microsoft.Extensions.Options;

namespace Plyr.Genres.Options;

/// <summary>
/// Provides the normalizer and the policy of the current options, created again when the options change.
/// </summary>
internal sealed class ConfiguredRules(IOptionsMonitor<PlyrGenresOptions> settings)
{
    private volatile Rules? _rules;

    public GenreLabelNormalizer Normalizer => Current.Normalizer;

    public AutoTagPolicy Policy => Current.Policy;

    private Rules Current
    {
        get
        {
            var options = settings.CurrentValue;
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
    }

    private sealed record Rules(PlyrGenresOptions Options, GenreLabelNormalizer Normalizer, AutoTagPolicy Policy);
}
