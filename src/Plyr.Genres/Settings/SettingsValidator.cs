using System.Globalization;
using Microsoft.Extensions.Options;

namespace Plyr.Genres;

/// <summary>Checks ranges, durations, addresses and names, and tells every problem in a sentence with the value and what is accepted.</summary>
internal sealed class SettingsValidator : IValidateOptions<PlyrGenresOptions>
{
    /// <summary>The longest <see cref="PlyrGenresOptions.Timeout"/>.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    private static readonly TimeSpan MinTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxCooldown = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, PlyrGenresOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.TopN is < 1 or > GenreLabelNormalizer.MaxTopN)
            result.AddError($"TopN (REPLICATE_TOP_N) is {options.TopN}; it must be a whole number from 1 to {GenreLabelNormalizer.MaxTopN}.");
        if (!(options.AutoTagRatio is >= 0 and <= 1))
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"AutoTagRatio is {options.AutoTagRatio}; it must be a number from 0 to 1."));
        if (options.AutoTagLimit is < 0 or > GenreLabelNormalizer.MaxTopN)
            result.AddError($"AutoTagLimit is {options.AutoTagLimit}; it must be a whole number from 0 to {GenreLabelNormalizer.MaxTopN}.");
        if (options.MaxTagsPerTrack < 0)
            result.AddError($"MaxTagsPerTrack is {options.MaxTagsPerTrack}; it must be 0 or more, or not set.");
        if (options.Timeout < MinTimeout || options.Timeout > MaxTimeout)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"Timeout (REPLICATE_TIMEOUT_SECONDS) is {options.Timeout.TotalSeconds} seconds; it must be from 5 to 3600 seconds."));
        if (options.FailureCooldown < TimeSpan.Zero || options.FailureCooldown > MaxCooldown)
            result.AddError($"FailureCooldown is {options.FailureCooldown}; it must be from 0 to 1 day.");
        if (string.IsNullOrWhiteSpace(options.ModelVersion))
            result.AddError("ModelVersion is empty; it must name the version of the model, or be left at its default.");
        if (options.CostPerRun < 0)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"CostPerRun is {options.CostPerRun}; it must be 0 dollars or more."));
        if (options.CostPerSecond < 0)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"CostPerSecond is {options.CostPerSecond}; it must be 0 dollars or more."));
        if (options.Token is { } token && token.Any(c => c is <= ' ' or > '~'))
            result.AddError("ApiToken (REPLICATE_API_TOKEN) holds a character that can't stand in an HTTP header; it must be printable ASCII without spaces.");
        CheckBaseAddress(options, result);
        CheckNames(options, result);
        return result.Build();
    }

    private static void CheckBaseAddress(PlyrGenresOptions options, ValidateOptionsResultBuilder result)
    {
        var address = options.BaseAddress;
        if (address is not { IsAbsoluteUri: true } || address.Scheme is not ("https" or "http"))
            result.AddError("BaseAddress must be an absolute https address, for example https://api.replicate.com.");
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            result.AddError("BaseAddress must have no user name, query or fragment; give the token as ApiToken.");
        else if (address.Scheme == "http" && !address.IsLoopback && !options.SelfHosted)
            result.AddError($"BaseAddress is http://{address.Authority}; plain http is accepted on loopback or with SelfHosted only. Use https.");
    }

    private static void CheckNames(PlyrGenresOptions options, ValidateOptionsResultBuilder result)
    {
        if (options.Aliases is null || options.IgnoredNames is null || options.AllowedOutputHosts is null)
        {
            result.AddError("Aliases, IgnoredNames and AllowedOutputHosts must not be null; leave them empty instead.");
            return;
        }

        foreach (var (from, to) in options.Aliases)
        {
            if (GenreName.Normalize(from) is null || GenreName.Normalize(to) is null)
                result.AddError($"Aliases has '{from}' -> '{to}'; each side must have 1 to {GenreName.MaxLength} printable characters.");
        }

        foreach (var host in options.AllowedOutputHosts)
        {
            if (!Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var uri) || !string.Equals(uri.Authority, host, StringComparison.OrdinalIgnoreCase))
                result.AddError($"AllowedOutputHosts has '{host}'; an entry must be a host name, or a host name and a port, for example files.example.org:8443.");
        }
    }
}
