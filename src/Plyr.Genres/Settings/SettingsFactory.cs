using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>Rule 35: makes the settings, and answers a reload that can't be used with the last good ones.</summary>
internal sealed class SettingsFactory(
    IEnumerable<IConfigureOptions<PlyrGenresOptions>> configure,
    IEnumerable<IPostConfigureOptions<PlyrGenresOptions>> postConfigure,
    IEnumerable<IValidateOptions<PlyrGenresOptions>> validate,
    ILogger<PlyrGenresOptions> logger) : IOptionsFactory<PlyrGenresOptions>
{
    private readonly OptionsFactory<PlyrGenresOptions> _factory = new(configure, postConfigure, validate);
    private volatile PlyrGenresOptions? _lastGood;
    private volatile string? _lastProblem;

    public PlyrGenresOptions Create(string name) => name == Options.DefaultName ? CreateDefault() : _factory.Create(name);

    private PlyrGenresOptions CreateDefault()
    {
        try
        {
            var options = _factory.Create(Options.DefaultName);

            // Runs in flight poll where they were created, so a new address takes a restart.
            if (_lastGood is not null)
                options.BaseAddress = _lastGood.BaseAddress;
            _lastProblem = null;
            return _lastGood = options;
        }
        catch (OptionsValidationException exception) when (_lastGood is not null)
        {
            if (_lastProblem != exception.Message)
                Log.SettingsRefused(logger, exception.Message);
            _lastProblem = exception.Message;
            return _lastGood;
        }
    }
}
