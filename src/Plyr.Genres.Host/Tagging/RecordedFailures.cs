namespace Plyr.Genres.Host.Tagging;

/// <summary>Reads recorded failures.</summary>
internal static class RecordedFailures
{
    /// <summary>
    /// Returns whether a failure is recorded for the track's current file. It can stand beside the predictions of
    /// another model.
    /// </summary>
    public static bool HasRecordedFailure(this Track track) =>
        track.Extra.Failure is { } failure
        && (failure.FileId == track.FileId || failure.FileId == track.OriginalFileId);
}
