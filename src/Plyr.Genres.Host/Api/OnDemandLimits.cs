using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Api;

/// <summary>
/// Limits the runs that requests may start, per client and in total.
/// </summary>
/// <remarks>
/// The rate limiting middleware can't be used: it decides before the endpoint has read from the database whether the
/// request would start a run.
/// </remarks>
internal sealed class OnDemandLimits(HostSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(
            context => PerMinute(ClientOf(context), settings.OnDemandRunsPerClient)),
        PartitionedRateLimiter.Create<HttpContext, string>(_ => PerMinute("all", settings.OnDemandRuns)));

    /// <summary>Returns whether the request may start a run; otherwise sets Retry-After on the response.</summary>
    /// <param name="context">The request.</param>
    /// <param name="seconds">When it may not: after how many seconds a request may.</param>
    public bool TryTake(HttpContext context, out int seconds)
    {
        using var lease = _limiter.AttemptAcquire(context);
        seconds = 0;
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>Allows the runs of one minute at once; then one after each interval.</summary>
    private static RateLimitPartition<string> PerMinute(string key, int runs)
    {
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = runs,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / runs,
            QueueLimit = 0,
        };
        return RateLimitPartition.GetTokenBucketLimiter(key, _ => options);
    }

    private static string ClientOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();

        // An IPv6 client has a /64 network of addresses.
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
