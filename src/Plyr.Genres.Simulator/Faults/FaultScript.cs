namespace Plyr.Genres.Simulator;

/// <summary>Represents the scripted faults.</summary>
public sealed class FaultScript
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>Adds a fault after the existing ones.</summary>
    /// <exception cref="ArgumentException">The fault is invalid.</exception>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (FaultRules.Problem(fault) is { } problem)
            throw new ArgumentException(problem, nameof(fault));
        lock (_lock)
            _entries.Add(new Entry(fault));
    }

    /// <summary>Removes all faults. Requests in flight are not affected.</summary>
    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }

    /// <summary>Gets the remaining faults in their order, each with the remaining number of requests.</summary>
    public IReadOnlyList<Fault> Pending
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(entry => entry.Fault with { Times = entry.TimesLeft })];
        }
    }

    /// <summary>Returns the fault that applies to a request, or null.</summary>
    internal Fault? Take(FaultStage stage, string path)
    {
        lock (_lock)
        {
            foreach (var entry in _entries)
            {
                if (!entry.Fits(stage, path) || !entry.IsDue())
                    continue;
                if (entry.TimesLeft > 0 && --entry.TimesLeft == 0)
                    _entries.Remove(entry);
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
