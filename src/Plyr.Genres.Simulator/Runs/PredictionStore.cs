using System.Collections.Concurrent;

namespace Plyr.Genres.Simulator;

/// <summary>Stores all predictions since the start.</summary>
internal sealed class PredictionStore
{
    private readonly ConcurrentDictionary<string, Prediction> _byId = new();
    private readonly ConcurrentDictionary<string, Prediction> _byOutputKey = new();
    private readonly Lock _lock = new();
    private readonly List<Prediction> _inOrder = [];

    public IReadOnlyList<Prediction> All
    {
        get
        {
            lock (_lock)
                return [.. _inOrder];
        }
    }

    public void Add(Prediction prediction)
    {
        _byId[prediction.Id] = prediction;
        _byOutputKey[prediction.OutputKey] = prediction;
        lock (_lock)
            _inOrder.Add(prediction);
    }

    public Prediction? Find(string id) => _byId.GetValueOrDefault(id);

    public Prediction? FindByOutput(string key) => _byOutputKey.GetValueOrDefault(key);

    /// <summary>Returns a page of predictions, newest first.</summary>
    /// <returns>The page, and the cursor of the next page, or null on the last page.</returns>
    public (IReadOnlyList<Prediction> Page, int? Next) Page(PredictionQuery query, int size)
    {
        lock (_lock)
        {
            var page = new List<Prediction>();
            var position = Math.Clamp(query.Cursor ?? _inOrder.Count, 0, _inOrder.Count);
            while (position > 0 && page.Count < size)
            {
                if (query.Matches(_inOrder[--position]))
                    page.Add(_inOrder[position]);
            }

            return (page, _inOrder.Take(position).Any(query.Matches) ? position : null);
        }
    }
}
