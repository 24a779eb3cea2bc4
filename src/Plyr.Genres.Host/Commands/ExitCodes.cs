using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the exit codes of the commands.</summary>
internal static class ExitCodes
{
    /// <summary>The command succeeded.</summary>
    public const int Done = 0;

    /// <summary>A classification failed.</summary>
    public const int ClassificationFailed = 1;

    /// <summary>
    /// Every run would fail, for example because of a rejected token, missing credit or an unavailable database.
    /// </summary>
    public const int Fatal = 2;

    /// <summary>The arguments or settings are invalid.</summary>
    public const int Usage = 3;

    /// <summary>An unexpected error occurred.</summary>
    public const int Unexpected = 4;

    /// <summary>The user interrupted the command.</summary>
    public const int Interrupted = 130;

    /// <summary>Returns the exit code of a failed classification.</summary>
    public static int Of(GenreClassificationFailure failure) =>
        FailureText.StopsEverything(failure) ? Fatal : ClassificationFailed;
}
