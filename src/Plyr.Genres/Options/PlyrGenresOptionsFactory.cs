using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Plyr.Genres.Diagnostics;

namespace Plyr.Genres.Options;

/// <summary>Creates the options, and keeps the last valid ones when a reload is invalid.</summary>
internal sealed class PlyrGenresOptionsFactory : IOptionsFactory<PlyrGenresOptions>
{
    private static readonly string DefaultName = Microsoft.Extensions.Options.Options.DefaultName;

    private readonly OptionsFactory<PlyrGenresOptions> _factory;
    private readonly ILogger<PlyrGenresOptions> _logger;
    private volatile PlyrGenresOptions? _lastValid;
    private volatile string? _lastProblem;

    public PlyrGenresOptionsFactory(
        IEnumerable<IConfigureOptions<PlyrGenresOptions>> configure,
        IEnumerable<IPostConfigureOptions<PlyrGenresOptions>> postConfigure,
        IEnumerable<IValidateOptions<PlyrGenresOptions>> validate,
        ILogger<PlyrGenresOptions> logger)
    {
        // Last of all, so that what is validated is what is used.
        var keepService = new PostConfigureOptions<PlyrGenresOptions>(DefaultName, KeepService);
        _factory = new OptionsFactory<PlyrGenresOptions>(configure, [.. postConfigure, keepService], validate);
        _logger = logger;
    }

    public PlyrGenresOptions Create(string name) => name == DefaultName ? CreateDefault() : _factory.Create(name);

    private PlyrGenresOptions CreateDefault()
    {
        try
        {
            _lastValid = _factory.Create(DefaultName);
            _lastProblem = null;
            return _lastValid;
        }
        catch (Exception exception) when (_lastValid is not null)
        {
            if (_lastProblem != exception.Message)
                Log.OptionsRefused(_logger, exception.Message);
            _lastProblem = exception.Message;
            return _lastValid;
        }
        catch (Exception exception) when (exception is not OptionsValidationException)
        {
            // A host's own binder throws at a value that it can't convert.
            throw new OptionsValidationException(DefaultName, typeof(PlyrGenresOptions), [exception.Message]);
        }
    }

    /// <summary>Keeps the service, where runs are polled that it created, and the token for it.</summary>
    private void KeepService(PlyrGenresOptions options)
    {
        if (_lastValid is not { } valid)
            return;
        var (changed, kept) = (options.Replicate, valid.Replicate);
        if (changed.BaseAddress == kept.BaseAddress && changed.SelfHosted == kept.SelfHosted)
            return;
        Log.ServiceChangeIgnored(_logger);
        changed.BaseAddress = kept.BaseAddress;
        changed.SelfHosted = kept.SelfHosted;
        changed.ApiToken = kept.ApiToken;
    }
}
