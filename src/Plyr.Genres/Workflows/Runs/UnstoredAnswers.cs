using System.Diagnostics.CodeAnalysis;

namespace Plyr.Genres;

/// <summary>Answers that are paid for and could not be stored, because the store failed. They wait in memory for the next call.</summary>
internal sealed class UnstoredAnswers
{
    private const int Capacity = 1_000;

    private readonly RecentFiles<ModelAnswer> _files = new(Capacity);

    public void Set(RunKey key, ModelAnswer answer) => _files.Set(key, answer);

    public bool TryGet(RunKey key, [MaybeNullWhen(false)] out ModelAnswer answer) => _files.TryGet(key, out answer);

    public void Remove(RunKey key) => _files.Remove(key);
}
