namespace Plyr.Genres.Workflows;

/// <summary>Counts the tracks of an audit.</summary>
internal sealed class AuditTally(Action<AuditedTrack>? onProcessedTrack)
{
    // Values of the same artist are grouped by name; the key of tracks without an artist is empty.
    private readonly Dictionary<string, AuditedArtist> _artists = [];
    private readonly Dictionary<string, long> _failedByReason = [];
    private readonly Dictionary<GenreState, long> _states = [];
    private long _empty;
    private long _autoTagged;
    private long _pending;
    private long _simulated;

    public void Add(Track track)
    {
        var state = track.GenreState;
        _states[state] = _states.GetValueOrDefault(state) + 1;
        if (state == GenreState.Fresh && track.Extra.Predictions!.Count == 0)
            _empty++;
        if (state == GenreState.Fresh && track.Extra.IsSimulated)
            _simulated++;
        if (track.Extra.AutoTag)
            _pending++;
        if (track.OwnTags.Count > 0)
            _autoTagged++;
        if (state == GenreState.Failed)
        {
            var reason = track.Extra.Failure!.Reason;
            _failedByReason[reason] = _failedByReason.GetValueOrDefault(reason) + 1;
        }

        if (state != GenreState.Missing)
            AddProcessed(track, state);
    }

    public AuditReport ToReport() => new()
    {
        Total = _states.Values.Sum(),
        Fresh = Count(GenreState.Fresh),
        Empty = _empty,
        Simulated = _simulated,
        Failed = Count(GenreState.Failed),
        FailedByReason = _failedByReason.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
        Stale = Count(GenreState.Stale),
        Missing = Count(GenreState.Missing),
        AutoTagged = _autoTagged,
        Pending = _pending,
        Artists =
        [
            .. _artists.Values
                .OrderByDescending(artist => artist.Processed)
                .ThenBy(artist => artist.Artist, StringComparer.Ordinal),
        ],
    };

    private long Count(GenreState state) => _states.GetValueOrDefault(state);

    private void AddProcessed(Track track, GenreState state)
    {
        var key = track.Artist ?? "";
        var artist = _artists.GetValueOrDefault(key) ?? new AuditedArtist { Artist = track.Artist };
        _artists[key] = state switch
        {
            GenreState.Fresh => artist with { Fresh = artist.Fresh + 1 },
            GenreState.Failed => artist with { Failed = artist.Failed + 1 },
            _ => artist with { Stale = artist.Stale + 1 },
        };
        onProcessedTrack?.Invoke(new AuditedTrack
        {
            Id = track.Id,
            State = state,
            FailureReason = state == GenreState.Failed ? track.Extra.Failure!.Reason : null,
            Title = track.Title,
            Artist = track.Artist,
            CreatedAt = track.CreatedAt,
            Model = track.Extra.PredictionsModel,
            FileId = track.FileId,
            AutoTags = track.OwnTags,
        });
    }
}
