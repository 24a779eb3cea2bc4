using System.Globalization;
using Microsoft.Extensions.Options;
using Plyr.Genres.Labels;

namespace Plyr.Genres.Options;

/// <summary>Checks ranges, addresses and names. Each problem names the option and what is accepted.</summary>
/// <param name="usesReplicate">Returns whether the Replicate client is the classifier, which needs a token.</param>
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
            Add(errors, $"TopN (REPLICATE_TOP_N) is {options.TopN}; it must be from 1 to 400.");
        if (!IsTimeout(options.Timeout))
            Add(errors, $"Timeout (REPLICATE_TIMEOUT_SECONDS) is {Accepted(options.Timeout)}");
        if (options.FailureCooldown < TimeSpan.Zero || options.FailureCooldown > MaxCooldown)
            Add(errors, $"FailureCooldown is {options.FailureCooldown}; it must be from 0 to 1 day.");
    }

    private static void CheckNames(PlyrGenresOptions options, ValidateOptionsResultBuilder errors)
    {
        if (options.Aliases is null)
            Add(errors, $"Aliases is null; leave it empty instead.");
        if (options.IgnoredNames is null)
            Add(errors, $"IgnoredNames is null; leave it empty instead.");
        if (options.AllowedNames is null)
            Add(errors, $"AllowedNames is null; leave it empty instead.");
        if (options.MinConfidence is not (>= 0 and <= 1))
            Add(errors, $"MinConfidence is {options.MinConfidence}; it must be from 0 to 1.");
        if (!Enum.IsDefined(options.Names))
            Add(errors, $"Names is {options.Names}; it must be GenresAndStyles, GenresOnly or StylesOnly.");
        foreach (var name in (options.AllowedNames ?? []).Where(name => GenreName.Normalize(name) is null))
            Add(errors, $"AllowedNames has '{name}'; a name must have 1 to 100 printable characters.");
        foreach (var (from, to) in options.Aliases ?? new Dictionary<string, string>())
        {
            if (GenreName.Normalize(from) is null || GenreName.Normalize(to) is null)
                Add(errors, $"Aliases has '{from}' -> '{to}'; each side must have 1 to 100 printable characters.");
        }
    }

    private static void CheckAutoTags(AutoTagOptions options, ValidateOptionsResultBuilder errors)
    {
        if (options.Ratio is not (>= 0 and <= 1))
            Add(errors, $"AutoTags.Ratio is {options.Ratio}; it must be from 0 to 1.");
        if (options.Limit is < 0 or > GenreLabelNormalizer.MaxTopN)
            Add(errors, $"AutoTags.Limit is {options.Limit}; it must be from 0 to 400.");
        if (options.MaxTagsPerTrack < 0)
            Add(errors, $"AutoTags.MaxTagsPerTrack is {options.MaxTagsPerTrack}; it must be 0 or more, or not set.");
    }

    private static void CheckReplicate(ReplicateOptions options, ValidateOptionsResultBuilder errors)
    {
        if (string.IsNullOrWhiteSpace(options.ModelVersion))
            Add(errors, $"Replicate.ModelVersion is empty; set the version of the model, or leave the default.");
        if (!IsTimeout(options.UploadTimeout))
            Add(errors, $"Replicate.UploadTimeout is {Accepted(options.UploadTimeout)}");
        if (options.CostPerRun < 0)
            Add(errors, $"Replicate.CostPerRun is {options.CostPerRun}; it must be 0 dollars or more.");
        if (options.CostPerSecond < 0)
            Add(errors, $"Replicate.CostPerSecond is {options.CostPerSecond}; it must be 0 dollars or more.");
        if (options.AllowedOutputHosts is null)
            Add(errors, $"Replicate.AllowedOutputHosts is null; leave it empty instead.");
        foreach (var host in (options.AllowedOutputHosts ?? []).Where(host => !IsHost(host)))
        {
            errors.AddError(
                $"Replicate.AllowedOutputHosts has '{host}'; an entry must be a host name, or a host name and a port, "
                + "for example files.example.org:8443.");
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

    private static bool IsTimeout(TimeSpan time) => time >= MinTimeout && time <= MaxTimeout;

    private static string Accepted(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} seconds; it must be from 5 to 3600 seconds.");

    private static bool IsHost(string text) =>
        Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, text, StringComparison.OrdinalIgnoreCase);

    private static void Add(ValidateOptionsResultBuilder errors, FormattableString problem) =>
        errors.AddError(problem.ToString(CultureInfo.InvariantCulture));
}
