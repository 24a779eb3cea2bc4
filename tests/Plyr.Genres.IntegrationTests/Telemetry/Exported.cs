using System.Collections;
using System.Collections.Concurrent;

namespace Plyr.Genres.IntegrationTests.Telemetry;

/// <summary>What an in-memory exporter has exported. It can be read while the exporter adds to it.</summary>
internal sealed class Exported<T> : ICollection<T>
{
    private readonly ConcurrentQueue<T> _items = [];

    public int Count => _items.Count;

    public bool IsReadOnly => false;

    public void Add(T item) => _items.Enqueue(item);

    public void Clear() => _items.Clear();

    public bool Contains(T item) => _items.Contains(item);

    public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public bool Remove(T item) => throw new NotSupportedException();

    /// <summary>Enumerates the items of this moment.</summary>
    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
