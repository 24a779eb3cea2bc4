namespace Plyr.Genres;

/// <summary>The counts of an audit under way (rule 33).</summary>
internal sealed class AuditTally(Action<AuditedTrack>? onClassifiedTrack)
{
    private readonly Dictionary<string, long> _failedByReason = [];
    private readonly Dictionary<string, long> _artists = [];
    private long _withoutArtist;
    private long _total;
    private long _fresh;
    private long _empty;
    private long _stale;
    private long _missing;
    private long _autoTagged;
    private long _pending;

    public void Add(Track track)
    {
        _total++;
        if (track.Extra.AutoTag)
            _pending++;
        if (AutoTagDecision.StillOwn(track).Length > 0)
            _autoTagged++;

        if (track.IsFresh)
            AddClassified(track);
        else if (track.Extra.HasFailureFor(track.FileId))
            Increment(_failedByReason, track.Extra.Failure!.Reason);
        else if (track.Extra.Predictions is not null)
            _stale++;
        else
            _missing++;
    }

    public AuditReport ToReport() => new()
    {
        Total = _total,
        Fresh = _fresh,
        Empty = _empty,
        Failed = _failedByReason.Values.Sum(),
        FailedByReason = _failedByReason.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
        Stale = _stale,
        Missing = _missing,
        AutoTagged = _autoTagged,
        Pending = _pending,
        Artists = [.. Artists().OrderByDescending(artist => artist.Classified).ThenBy(artist => artist.Artist, StringComparer.Ordinal)],
    };

    private void AddClassified(Track track)
    {
        _fresh++;
        if (track.Extra.Predictions!.Count == 0)
            _empty++;
        if (track.Artist is { } artist)
            Increment(_artists, artist);
        else
            _withoutArtist++;
        onClassifiedTrack?.Invoke(new AuditedTrack
        {
            Id = track.Id,
            Title = track.Title,
            Artist = track.Artist,
            CreatedAt = track.CreatedAt,
            Model = track.Extra.PredictionsModel,
            FileId = track.FileId,
            AutoTags = AutoTagDecision.StillOwn(track),
        });
    }

    private IEnumerable<AuditedArtist> Artists()
    {
        foreach (var (artist, classified) in _artists)
            yield return new AuditedArtist(artist, classified);
        if (_withoutArtist > 0)
            yield return new AuditedArtist(null, _withoutArtist);
    }

    private static void Increment(Dictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
