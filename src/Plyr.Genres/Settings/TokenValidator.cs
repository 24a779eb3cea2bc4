using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>Rule 35: enabled without a token is an error at the start, unless the model is self-hosted or the host brings its own classifier.</summary>
/// <param name="services">The registrations, looked at when the container is complete.</param>
/// <param name="replicateClassifier">The type that needs the token.</param>
internal sealed class TokenValidator(IServiceCollection services, Type replicateClassifier) : IValidateOptions<PlyrGenresOptions>
{
    public ValidateOptionsResult Validate(string? name, PlyrGenresOptions options)
    {
        if (!options.Enabled || options.SelfHosted || options.Token is not null || !AsksReplicate())
            return ValidateOptionsResult.Success;
        return ValidateOptionsResult.Fail(
            "Enabled (REPLICATE_ENABLED) is true, but ApiToken (REPLICATE_API_TOKEN) is empty; set the token of your Replicate account, or set Enabled to false.");
    }

    private bool AsksReplicate() => services
        .LastOrDefault(service => service.ServiceType == typeof(IGenreClassifier) && !service.IsKeyedService)?.ImplementationType == replicateClassifier;
}
