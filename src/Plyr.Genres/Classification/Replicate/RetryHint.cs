using System.Net.Http.Headers;

namespace Plyr.Genres;

/// <summary>How long the service asks to wait: <c>Retry-After</c> in seconds or as a date, else <c>retry_after</c> in the body.</summary>
internal static class RetryHint
{
    public static TimeSpan? Read(RetryConditionHeaderValue? header, ProblemAnswer? problem, TimeProvider time)
    {
        var hint = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : problem?.RetryAfterTime);
        return hint < TimeSpan.Zero ? TimeSpan.Zero : hint;
    }
}
