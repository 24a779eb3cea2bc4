using System.Diagnostics.CodeAnalysis;

namespace Plyr.Genres;

/// <summary>Answers that are paid for and could not be stored, because the store failed. They wait in memory for the next call.</summary>
internal sealed class UnstoredAnswers
{
    private const int Capacity = 1_000;

    private readonly RecentFiles<(RunRequest Request, ModelAnswer Answer)> _files = new(Capacity);

    public void Set(RunKey key, RunRequest request, ModelAnswer answer) => _files.Set(key, (request, answer));

    /// <summary>Finds the answer, if it is one to the request: whoever forces a run gets none of a run that was not forced.</summary>
    public bool TryGet(RunKey key, RunRequest request, [MaybeNullWhen(false)] out ModelAnswer answer)
    {
        var isOne = _files.TryGet(key, out var found)
            && (found.Request.Force || !request.Force)
            && (request.Model is null || request.Model == found.Answer.Model);
        answer = isOne ? found.Answer : null;
        return isOne;
    }

    public void Remove(RunKey key) => _files.Remove(key);
}
