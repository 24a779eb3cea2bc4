using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>The normaliser and the policy that the settings ask for, made anew when the settings change.</summary>
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
                new GenreLabelNormalizer(options.TopN, options.Aliases, options.IgnoredNames),
                new AutoTagPolicy(options.AutoTagRatio, options.AutoTagLimit));
        }
    }

    private sealed record Rules(PlyrGenresOptions Options, GenreLabelNormalizer Normalizer, AutoTagPolicy Policy);
}
