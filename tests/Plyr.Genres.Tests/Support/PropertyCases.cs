namespace Plyr.Genres.Tests.Support;

/// <summary>
/// How many random cases a property is tried with: fewer where all tests run once for each change to the package.
/// </summary>
internal static class PropertyCases
{
#if PLYR_LIGHT
    private const int OneOf = 10;
#else
    private const int OneOf = 1;
#endif

    public const int Some = 300 / OneOf;
    public const int Many = 500 / OneOf;
    public const int More = 1000 / OneOf;
    public const int Most = 2000 / OneOf;
}
