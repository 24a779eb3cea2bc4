namespace Plyr.Genres;

/// <summary>Provides the default values of the options, and fixed names.</summary>
public static class PlyrGenresDefaults
{
    /// <summary>The name of the HTTP client, for a host that adds its own handlers.</summary>
    public const string HttpClientName = "Plyr.Genres";

    /// <summary>
    /// The version of <c>mtg/effnet-discogs</c> to run, the latest. Earlier versions are disabled (source: the model's
    /// page on Replicate, versions tab).
    /// </summary>
    public const string ModelVersion = "1532dd069fb4f0e27c6833e28815f6b8c194dfec76fd9cd73460540fd720ffe1";

    /// <summary>
    /// The price of one run in dollars, for estimates: 0.00019, from plyr.fm's bill of 0.11 dollars for 575 tracks. The
    /// model's page specifies about 0.00020.
    /// </summary>
    public const decimal CostPerRun = 0.00019m;

    /// <summary>The price of one second on a CPU in dollars: 0.0001 (source: Replicate's page "Billing").</summary>
    public const decimal CostPerSecond = 0.0001m;

    /// <summary>Gets the address of Replicate's API.</summary>
    public static Uri BaseAddress { get; } = new("https://api.replicate.com");

    /// <summary>Gets how long one classification may take: 120 seconds.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(120);

    /// <summary>Gets how long on-demand requests skip a track after a failure: 5 minutes.</summary>
    public static TimeSpan FailureCooldown { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets how long the upload of one file may take: 10 minutes.</summary>
    public static TimeSpan UploadTimeout { get; } = TimeSpan.FromMinutes(10);
}
