namespace Plyr.Genres;

/// <summary>The names under which the library reports what it does.</summary>
public static class PlyrGenresDiagnostics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Plyr.Genres";

    /// <summary>The name of the activity source.</summary>
    public const string ActivitySourceName = "Plyr.Genres";
}
