namespace Plyr.Genres.Host.Storage;

/// <summary>Lists and counts tracks.</summary>
internal interface ITrackSearch
{
    /// <summary>Returns a page of tracks.</summary>
    Task<TrackQueryResult> ListAsync(TrackQuery query, CancellationToken cancellationToken);

    /// <summary>Returns the existing tracks of a list of ids, ordered by id.</summary>
    Task<IReadOnlyList<StoredTrack>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Returns the number of tracks for each summary.</summary>
    Task<IReadOnlyDictionary<TrackSummary, long>> SummarizeAsync(CancellationToken cancellationToken);

    /// <summary>Returns the number of tracks for each tag in use.</summary>
    Task<IReadOnlyList<TagCount>> CountTagsAsync(CancellationToken cancellationToken);
}

/// <summary>The number of tracks with a tag.</summary>
internal sealed record TagCount(string Name, long Tracks);
