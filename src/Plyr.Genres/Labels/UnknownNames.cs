using System.Buffers;

namespace Plyr.Genres;

/// <summary>
/// Names that the taxonomy does not give, numbered from 0 in the order in which they came. They are kept as characters, so that only a
/// name that becomes a prediction becomes a string.
/// </summary>
internal struct UnknownNames
{
    private const int FirstSlots = 64;
    private const int Free = -1;

    // Where each name starts in the text; the next start is its end.
    private int[] _starts;
    private char[] _text;

    // A hash table with open addressing; never more than half of it is taken.
    private int[] _slots;
    private int _slotCount;

    public UnknownNames()
    {
        _starts = ArrayPool<int>.Shared.Rent(FirstSlots);
        _starts[0] = 0;
        _text = ArrayPool<char>.Shared.Rent(FirstSlots * 16);
        _slots = [];
    }

    public int Count { get; private set; }

    public readonly ReadOnlySpan<char> this[int number] => _text.AsSpan(_starts[number].._starts[number + 1]);

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<char>.Shared.Return(_text);
        if (_slotCount > 0)
            ArrayPool<int>.Shared.Return(_slots);
    }

    /// <summary>The number of a name; a new one if it has not come before.</summary>
    public int NumberOf(ReadOnlySpan<char> name)
    {
        if ((Count + 1) * 2 > _slotCount)
            GrowSlots();
        var slot = FindSlot(name);
        if (_slots[slot] == Free)
        {
            Append(name);
            _slots[slot] = Count++;
        }

        return _slots[slot];
    }

    /// <summary>The slot that holds the name, or the free one where it belongs.</summary>
    private readonly int FindSlot(ReadOnlySpan<char> name)
    {
        // The runtime's hash of text is seeded, so nobody can write names that all meet in one slot.
        var slot = string.GetHashCode(name) & (_slotCount - 1);
        while (_slots[slot] != Free && !this[_slots[slot]].SequenceEqual(name))
            slot = (slot + 1) & (_slotCount - 1);
        return slot;
    }

    private void Append(ReadOnlySpan<char> name)
    {
        var start = _starts[Count];
        if (start + name.Length > _text.Length)
            Grow(ref _text, start, start + name.Length);
        if (Count + 2 > _starts.Length)
            Grow(ref _starts, Count + 1, Count + 2);
        name.CopyTo(_text.AsSpan(start));
        _starts[Count + 1] = start + name.Length;
    }

    private void GrowSlots()
    {
        if (_slotCount > 0)
            ArrayPool<int>.Shared.Return(_slots);
        _slotCount = Math.Max(FirstSlots, _slotCount * 2);
        _slots = ArrayPool<int>.Shared.Rent(_slotCount);
        _slots.AsSpan(0, _slotCount).Fill(Free);
        for (var number = 0; number < Count; number++)
            _slots[FindSlot(this[number])] = number;
    }

    private static void Grow<T>(ref T[] array, int used, int needed)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, array.Length * 2));
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
