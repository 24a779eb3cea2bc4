namespace Plyr.Genres;

/// <summary>The values that hold when a host says nothing, and the fixed names.</summary>
public static class PlyrGenresDefaults
{
    /// <summary>The name of the HTTP client, for a host that adds handlers of its own through <c>IHttpClientFactory</c>.</summary>
    public const string HttpClientName = "Plyr.Genres";

    /// <summary>
    /// The version of <c>mtg/effnet-discogs</c> that is asked: the one that Replicate marks as latest; every earlier one is disabled
    /// (source: the model's page, versions tab).
    /// </summary>
    public const string ModelVersion = "1532dd069fb4f0e27c6833e28815f6b8c194dfec76fd9cd73460540fd720ffe1";

    /// <summary>
    /// What one run costs, in dollars, for estimates: 0.00019, from plyr.fm's bill of 0.11 dollars for 575 tracks. The model's page says
    /// about 0.00020.
    /// </summary>
    public const decimal CostPerRun = 0.00019m;

    /// <summary>What one second on Replicate's CPU hardware costs, in dollars: 0.0001 (source: Replicate's page "Billing").</summary>
    public const decimal CostPerSecond = 0.0001m;

    /// <summary>Replicate's API.</summary>
    public static Uri BaseAddress { get; } = new("https://api.replicate.com");

    /// <summary>How long one classification may take: 120 seconds.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a failed track is left alone by requests for suggestions: 5 minutes.</summary>
    public static TimeSpan FailureCooldown { get; } = TimeSpan.FromMinutes(5);
}
