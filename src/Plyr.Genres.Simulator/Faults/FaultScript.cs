namespace Plyr.Genres.Simulator;

/// <summary>The faults that are still to happen.</summary>
public sealed class FaultScript
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    // Nearly every run is without a fault; they all pass here.
    private volatile bool _isEmpty = true;

    /// <summary>Adds a fault behind those that are there.</summary>
    /// <exception cref="ArgumentException">The fault can't happen as it is written.</exception>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (FaultRules.Problem(fault) is { } problem)
            throw new ArgumentException(problem, nameof(fault));
        lock (_lock)
        {
            _entries.Add(new Entry(fault));
            _isEmpty = false;
        }
    }

    /// <summary>Removes all faults. Those that requests have already met go on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _isEmpty = true;
        }
    }

    /// <summary>The faults with how often they may still happen, in their order; a used-up one is gone.</summary>
    public IReadOnlyList<Fault> Pending
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(entry => entry.Fault with { Times = entry.TimesLeft })];
        }
    }

    /// <summary>The fault that a request meets.</summary>
    internal Fault? Take(FaultStage stage, string path)
    {
        if (_isEmpty)
            return null;
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (!entry.Fits(stage, path) || !entry.IsDue())
                    continue;
                if (entry.TimesLeft > 0 && --entry.TimesLeft == 0)
                    _entries.Remove(entry);
                _isEmpty = _entries.Count == 0;
                return entry.Fault;
            }
        }

        return null;
    }

    private sealed class Entry(Fault fault)
    {
        private int _seen;

        public Fault Fault => fault;

        public int TimesLeft { get; set; } = fault.Times;

        public bool Fits(FaultStage stage, string path) =>
            (fault.Stage == stage || (fault.Stage == FaultStage.Any && stage != FaultStage.Model))
            && (fault.Path is null || path.Contains(fault.Path, StringComparison.Ordinal));

        public bool IsDue()
        {
            var seen = _seen++;
            return seen >= fault.Skip && (seen - fault.Skip) % fault.Every == fault.Every - 1;
        }
    }
}
