using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Api;

/// <summary>
/// How often people who look at suggestions may cause a run that is paid for: each client, and all of them together.
/// </summary>
/// <remarks>
/// ASP.NET Core's rate limiting middleware decides before the endpoint runs; whether a request would be paid for is
/// known only when the database was asked. So the endpoint asks the same limiters itself.
/// </remarks>
internal sealed class OnDemandLimits(HostSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext,
        string>(context => PerMinute(ClientOf(context), settings.OnDemandRunsPerClient)),
        PartitionedRateLimiter.Create<HttpContext, string>(_ => PerMinute("all", settings.OnDemandRuns)));

    /// <summary>Whether one more run may be caused; if not, the answer says when to come again.</summary>
    public bool TryTake(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(context);
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
            context.Response.Headers.RetryAfter =
                Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>A whole minute's worth at once, then one by one as the minute goes on.</summary>
    private static RateLimitPartition<string> PerMinute(string key, int runs) =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = runs,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / runs,
            QueueLimit = 0,
        });

    /// <summary>An IPv6 client has a whole network of addresses, and counts once.</summary>
    private static string ClientOf(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
