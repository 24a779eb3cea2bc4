using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Commands;

/// <summary>What every command tells the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A classification failed.</summary>
    public const int ClassificationFailed = 1;

    /// <summary>
    /// A failure that every call would meet: a refused token, a missing bill, a database that can't be opened.
    /// </summary>
    public const int Fatal = 2;

    /// <summary>Wrong arguments or settings.</summary>
    public const int Usage = 3;

    /// <summary>An error that this program did not expect.</summary>
    public const int Unexpected = 4;

    /// <summary>Interrupted by the user.</summary>
    public const int Interrupted = 130;

    /// <summary>What a failed classification tells the shell.</summary>
    public static int Of(GenreClassificationFailure failure) =>
        FailureText.StopsEverything(failure) ? Fatal : ClassificationFailed;
}
