using System.Globalization;
using Microsoft.Extensions.Options;
using Plyr.Genres.Labels;

namespace Plyr.Genres.Options;

/// <summary>
/// Checks ranges, addresses and names, and describes every problem with the value and what is accepted.
/// </summary>
/// <param name="usesReplicate">
/// Returns whether the Replicate client is the classifier, so that a token is needed.
/// </param>
internal sealed class PlyrGenresOptionsValidator(Func<bool> usesReplicate) : IValidateOptions<PlyrGenresOptions>
{
    /// <summary>The maximum of <see cref="PlyrGenresOptions.Timeout"/>.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    private static readonly TimeSpan MinTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxCooldown = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, PlyrGenresOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        CheckClassification(options, errors);
        CheckNames(options, errors);
        CheckAutoTags(options.AutoTags, errors);
        CheckReplicate(options.Replicate, errors);
        CheckBaseAddress(options.Replicate, errors);
        CheckToken(options, errors);
        return errors.Build();
    }

    private static void CheckClassification(PlyrGenresOptions options, ValidateOptionsResultBuilder errors)
    {
        if (options.TopN is < 1 or > GenreLabelNormalizer.MaxTopN)
            errors.AddError(
                $"TopN (REPLICATE_TOP_N) is {options.TopN}; it must be from 1 to {GenreLabelNormalizer.MaxTopN}.");
        if (options.Timeout < MinTimeout || options.Timeout > MaxTimeout)
            errors.AddError(
                $"Timeout (REPLICATE_TIMEOUT_SECONDS) is {Seconds(options.Timeout)}; it must be from 5 to 3600 "
                + "seconds.");
        if (options.FailureCooldown < TimeSpan.Zero || options.FailureCooldown > MaxCooldown)
            errors.AddError($"FailureCooldown is {options.FailureCooldown}; it must be from 0 to 1 day.");
    }

    private static void CheckNames(PlyrGenresOptions options, ValidateOptionsResultBuilder errors)
    {
        if (options.Aliases is null)
            errors.AddError("Aliases is null; leave it empty instead.");
        if (options.IgnoredNames is null)
            errors.AddError("IgnoredNames is null; leave it empty instead.");
        if (options.AllowedNames is null)
            errors.AddError("AllowedNames is null; leave it empty instead.");
        if (options.MinConfidence is not (>= 0 and <= 1))
            errors.AddError(Invariant($"MinConfidence is {options.MinConfidence}; it must be from 0 to 1."));
        if (!Enum.IsDefined(options.Names))
            errors.AddError($"Names is {options.Names}; it must be GenresAndStyles, GenresOnly or StylesOnly.");
        foreach (var allowed in (options.AllowedNames ?? []).Where(allowed => GenreName.Normalize(allowed) is null))
        {
            errors.AddError(
                $"AllowedNames has '{allowed}'; a name must have 1 to {GenreName.MaxLength} printable characters.");
        }
        foreach (var (from, to) in options.Aliases ?? new Dictionary<string, string>())
        {
            if (GenreName.Normalize(from) is null || GenreName.Normalize(to) is null)
                errors.AddError(
                    $"Aliases has '{from}' -> '{to}'; each side must have 1 to {GenreName.MaxLength} printable "
                    + "characters.");
        }
    }

    private static void CheckAutoTags(AutoTagOptions options, ValidateOptionsResultBuilder errors)
    {
        if (options.Ratio is not (>= 0 and <= 1))
            errors.AddError(Invariant($"AutoTags.Ratio is {options.Ratio}; it must be from 0 to 1."));
        if (options.Limit is < 0 or > GenreLabelNormalizer.MaxTopN)
            errors.AddError($"AutoTags.Limit is {options.Limit}; it must be from 0 to {GenreLabelNormalizer.MaxTopN}.");
        if (options.MaxTagsPerTrack < 0)
            errors.AddError(
                $"AutoTags.MaxTagsPerTrack is {options.MaxTagsPerTrack}; it must be 0 or more, or not set.");
    }

    private static void CheckReplicate(ReplicateOptions options, ValidateOptionsResultBuilder errors)
    {
        if (string.IsNullOrWhiteSpace(options.ModelVersion))
            errors.AddError("Replicate.ModelVersion is empty; set the version of the model, or leave the default.");
        if (options.UploadTimeout < MinTimeout || options.UploadTimeout > MaxTimeout)
            errors.AddError(
                $"Replicate.UploadTimeout is {Seconds(options.UploadTimeout)}; it must be from 5 to 3600 seconds.");
        if (options.CostPerRun < 0)
            errors.AddError(Invariant($"Replicate.CostPerRun is {options.CostPerRun}; it must be 0 dollars or more."));
        if (options.CostPerSecond < 0)
            errors.AddError(
                Invariant($"Replicate.CostPerSecond is {options.CostPerSecond}; it must be 0 dollars or more."));
        if (options.AllowedOutputHosts is null)
            errors.AddError("Replicate.AllowedOutputHosts is null; leave it empty instead.");
        foreach (var host in options.AllowedOutputHosts ?? [])
        {
            if (!Uri.TryCreate($"https://{host}/", UriKind.Absolute, out var uri)
                || !string.Equals(uri.Authority, host, StringComparison.OrdinalIgnoreCase))
            {
                errors.AddError(
                    $"Replicate.AllowedOutputHosts has '{host}'; an entry must be a host name, or a host name and a "
                    + "port, for example files.example.org:8443.");
            }
        }
    }

    private static void CheckBaseAddress(ReplicateOptions options, ValidateOptionsResultBuilder errors)
    {
        var address = options.BaseAddress;
        if (address is not { IsAbsoluteUri: true } || address.Scheme is not ("https" or "http"))
            errors.AddError(
                "Replicate.BaseAddress must be an absolute https address, for example https://api.replicate.com.");
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            errors.AddError(
                "Replicate.BaseAddress must have no user name, query or fragment; set the token as "
                + "Replicate.ApiToken.");
        else if (address.Scheme == "http" && !address.IsLoopback && !options.SelfHosted)
            errors.AddError(
                $"Replicate.BaseAddress is http://{address.Authority}; plain http is accepted on loopback or with "
                + "Replicate.SelfHosted only. Use https.");
    }

    private void CheckToken(PlyrGenresOptions options, ValidateOptionsResultBuilder errors)
    {
        var token = options.Replicate.Token;
        if (token?.Any(character => character is <= ' ' or > '~') == true)
            errors.AddError(
                "Replicate.ApiToken (REPLICATE_API_TOKEN) has a character that an HTTP header can't hold; it must be "
                + "printable ASCII without spaces.");
        if (options.Enabled && token is null && !options.Replicate.SelfHosted && usesReplicate())
            errors.AddError(
                "Enabled (REPLICATE_ENABLED) is true, but Replicate.ApiToken (REPLICATE_API_TOKEN) is empty; set the "
                + "token of your Replicate account, or set Enabled to false.");
    }

    private static string Seconds(TimeSpan time) => Invariant($"{time.TotalSeconds} seconds");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
