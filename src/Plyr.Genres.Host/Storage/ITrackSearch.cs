namespace Plyr.Genres.Host.Storage;

/// <summary>Finds tracks, and counts them.</summary>
internal interface ITrackSearch
{
    /// <summary>Lists a page of tracks.</summary>
    Task<TrackQueryResult> ListAsync(TrackQuery query, CancellationToken cancellationToken);

    /// <summary>Returns those of some tracks that exist, by id.</summary>
    Task<IReadOnlyList<StoredTrack>> FindAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    /// <summary>Counts the tracks by what the library's figures show of them.</summary>
    Task<IReadOnlyDictionary<TrackSummary, long>> SummarizeAsync(CancellationToken cancellationToken);

    /// <summary>Counts the tracks of each tag that a track carries.</summary>
    Task<IReadOnlyList<TagCount>> CountTagsAsync(CancellationToken cancellationToken);
}

/// <summary>How many tracks carry a tag.</summary>
internal sealed record TagCount(string Name, long Tracks);
