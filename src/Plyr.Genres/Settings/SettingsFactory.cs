using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>Rule 35: makes the settings, and answers a reload that can't be used with the last good ones.</summary>
internal sealed class SettingsFactory : IOptionsFactory<PlyrGenresOptions>
{
    private readonly OptionsFactory<PlyrGenresOptions> _factory;
    private readonly ILogger<PlyrGenresOptions> _logger;
    private volatile PlyrGenresOptions? _lastGood;
    private volatile string? _lastProblem;

    public SettingsFactory(
        IEnumerable<IConfigureOptions<PlyrGenresOptions>> configure,
        IEnumerable<IPostConfigureOptions<PlyrGenresOptions>> postConfigure,
        IEnumerable<IValidateOptions<PlyrGenresOptions>> validate,
        ILogger<PlyrGenresOptions> logger)
    {
        // The last word before the check, so that what is checked is what is used.
        var keepService = new PostConfigureOptions<PlyrGenresOptions>(Options.DefaultName, KeepService);
        (_factory, _logger) = (new(configure, [.. postConfigure, keepService], validate), logger);
    }

    public PlyrGenresOptions Create(string name) => name == Options.DefaultName ? CreateDefault() : _factory.Create(name);

    private PlyrGenresOptions CreateDefault()
    {
        try
        {
            _lastGood = _factory.Create(Options.DefaultName);
            _lastProblem = null;
            return _lastGood;
        }
        catch (Exception exception) when (_lastGood is not null)
        {
            // Also what a binder of the host's throws at a value that it can't convert.
            if (_lastProblem != exception.Message)
                Log.SettingsRefused(_logger, exception.Message);
            _lastProblem = exception.Message;
            return _lastGood;
        }
        catch (Exception exception) when (exception is not OptionsValidationException)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(PlyrGenresOptions), [exception.Message]);
        }
    }

    /// <summary>Runs in flight poll where they were created, and a token belongs to the service that it was given for: another one takes a restart.</summary>
    private void KeepService(PlyrGenresOptions options)
    {
        if (_lastGood is { } good)
            (options.BaseAddress, options.SelfHosted) = (good.BaseAddress, good.SelfHosted);
    }
}
