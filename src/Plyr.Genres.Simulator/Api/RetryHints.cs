namespace Plyr.Genres.Simulator;

/// <summary>Specifies where a 429 contains the time to retry.</summary>
[Flags]
public enum RetryHints
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>In the header <c>Retry-After</c>, in seconds.</summary>
    Header = 1,

    /// <summary>In the body, as <c>retry_after</c>.</summary>
    Body = 2,
}
