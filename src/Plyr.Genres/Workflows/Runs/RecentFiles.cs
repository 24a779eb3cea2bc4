using System.Diagnostics.CodeAnalysis;

namespace Plyr.Genres;

/// <summary>Something remembered about the files that came last; the oldest are forgotten first.</summary>
internal sealed class RecentFiles<TValue>(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RunKey, LinkedListNode<KeyValuePair<RunKey, TValue>>> _nodes = [];
    private readonly LinkedList<KeyValuePair<RunKey, TValue>> _oldestFirst = [];

    public void Set(RunKey key, TValue value)
    {
        lock (_lock)
        {
            Forget(key);
            if (_nodes.Count == capacity)
                Forget(_oldestFirst.First!.Value.Key);
            _nodes[key] = _oldestFirst.AddLast(KeyValuePair.Create(key, value));
        }
    }

    public bool TryGet(RunKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            var found = _nodes.TryGetValue(key, out var node);
            value = found ? node!.Value.Value : default;
            return found;
        }
    }

    public void Remove(RunKey key)
    {
        lock (_lock)
            Forget(key);
    }

    private void Forget(RunKey key)
    {
        if (_nodes.Remove(key, out var node))
            _oldestFirst.Remove(node);
    }
}
