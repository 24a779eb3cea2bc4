using System.Buffers;

namespace Plyr.Genres;

/// <summary>The highest score of each name, in the order in which names first occurred (rules 3 and 5), for one answer.</summary>
internal ref struct NameScores
{
    private const double Unseen = -1;

    private readonly NameTable _names;
    private double[] _best;
    private int[] _order;
    private int _seen;
    private UnknownNames _unknown;
    private bool _hasUnknown;

    public NameScores(NameTable names)
    {
        _names = names;
        _best = ArrayPool<double>.Shared.Rent(names.Count);
        _best.AsSpan().Fill(Unseen);
        _order = ArrayPool<int>.Shared.Rent(_best.Length);
    }

    public readonly void Dispose()
    {
        ArrayPool<double>.Shared.Return(_best);
        ArrayPool<int>.Shared.Return(_order);
        if (_hasUnknown)
            _unknown.Dispose();
    }

    /// <summary>Counts one label, unless its score is unusable (rule 8).</summary>
    /// <param name="label">The label and its score.</param>
    /// <param name="expected">The taxonomy position of this label if the answer is in the model's order.</param>
    public void Add(in GenreLabelScore label, int expected)
    {
        if (!label.IsUsable)
            return;
        if (DiscogsTaxonomy.PositionOf(label.Label, expected) is >= 0 and var position)
        {
            var (genre, style) = _names.NamesOf(position);
            Raise(genre, label.Score);
            Raise(style, label.Score);
        }
        else
        {
            NameTable.Cut(label.Label, out var genre, out var style);
            Raise(NumberOf(genre), label.Score);
            Raise(NumberOf(style), label.Score);
        }
    }

    /// <summary>The best names, by rounded score and then by first occurrence (rules 4 to 6).</summary>
    public readonly GenrePrediction[] Top(int count)
    {
        Span<(int TenThousandths, int Number)> best = new (int, int)[Math.Min(count, _seen)];
        var filled = 0;
        foreach (var number in _order.AsSpan(0, _seen))
        {
            // What does not exceed the last place unrounded can't exceed it rounded.
            if (filled == best.Length && FourDecimals.IsAtMost(_best[number], best[^1].TenThousandths))
                continue;
            var rounded = FourDecimals.Round(_best[number]);
            if (filled < best.Length)
                filled++;
            else if (rounded <= best[^1].TenThousandths)
                continue;

            // Names come in the order of first occurrence, so going past smaller ones only keeps ties stable.
            var at = filled - 1;
            for (; at > 0 && best[at - 1].TenThousandths < rounded; at--)
                best[at] = best[at - 1];
            best[at] = (rounded, number);
        }

        var predictions = new GenrePrediction[best.Length];
        for (var i = 0; i < best.Length; i++)
            predictions[i] = new(NameOf(best[i].Number), FourDecimals.ToScore(best[i].TenThousandths));
        return predictions;
    }

    private void Raise(int number, double score)
    {
        if (number < 0)
            return;
        if (_best[number] == Unseen)
            _order[_seen++] = number;
        if (score > _best[number])
            _best[number] = score;
    }

    private readonly string NameOf(int number) => number < _names.Count ? _names[number] : _unknown[number - _names.Count].ToString();

    private int NumberOf(ReadOnlySpan<char> raw)
    {
        if (!_names.TryResolve(raw, stackalloc char[GenreName.MaxLength], out var name))
            return -1;
        if (_names.NumberOf(name) is >= 0 and var known)
            return known;
        if (!_hasUnknown)
            (_unknown, _hasUnknown) = (new UnknownNames(), true);
        var number = _names.Count + _unknown.NumberOf(name);
        if (number >= _best.Length)
            Grow();
        return number;
    }

    private void Grow()
    {
        var (best, order) = (_best, _order);
        _best = ArrayPool<double>.Shared.Rent(best.Length * 2);
        _order = ArrayPool<int>.Shared.Rent(_best.Length);
        best.CopyTo(_best, 0);
        _best.AsSpan(best.Length).Fill(Unseen);
        order.AsSpan(0, _seen).CopyTo(_order);
        ArrayPool<double>.Shared.Return(best);
        ArrayPool<int>.Shared.Return(order);
    }
}
