using System.Collections.Concurrent;

namespace Plyr.Genres.Simulator;

/// <summary>All predictions since the start.</summary>
internal sealed class PredictionStore
{
    private readonly ConcurrentDictionary<string, Prediction> _byId = new();
    private readonly ConcurrentDictionary<string, Prediction> _byOutputKey = new();
    private readonly Lock _lock = new();
    private readonly List<Prediction> _inOrder = [];

    public void Add(Prediction prediction)
    {
        _byId[prediction.Id] = prediction;
        _byOutputKey[prediction.OutputKey] = prediction;
        lock (_lock)
            _inOrder.Add(prediction);
    }

    public Prediction? Find(string id) => _byId.GetValueOrDefault(id);

    public Prediction? FindByOutput(string key) => _byOutputKey.GetValueOrDefault(key);

    /// <summary>A page of predictions, newest first.</summary>
    /// <param name="before">The position where the page before this one ended; null for the first.</param>
    /// <param name="size">How many a page holds.</param>
    /// <returns>The page, and the position to go on from, or null when nothing is left.</returns>
    public (IReadOnlyList<Prediction> Page, int? Next) Page(int? before, int size)
    {
        lock (_lock)
        {
            var end = Math.Clamp(before ?? _inOrder.Count, 0, _inOrder.Count);
            var start = Math.Max(0, end - size);
            var page = _inOrder.GetRange(start, end - start);
            page.Reverse();
            return (page, start > 0 ? start : null);
        }
    }
}
