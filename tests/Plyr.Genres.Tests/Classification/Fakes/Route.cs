namespace Plyr.Genres.Tests.Classification;

/// <summary>
/// One kind of request: what was sent, and the answers in their order. A request without an answer is unexpected.
/// </summary>
internal sealed class Route
{
    private readonly Lock _lock = new();
    private readonly Queue<Answer> _answers = new();
    private readonly List<SentRequest> _sent = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private Answer? _always;

    public IReadOnlyList<SentRequest> Sent
    {
        get
        {
            lock (_lock)
                return [.. _sent];
        }
    }

    /// <summary>The only request that was sent.</summary>
    public SentRequest Only => Sent.Single();

    /// <summary>Adds answers, for one request each.</summary>
    public Route Then(params Answer[] answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
        return this;
    }

    /// <summary>Sets the answer to all further requests.</summary>
    public void Always(Answer answer) => _always = answer;

    /// <summary>Completes when a number of requests were sent.</summary>
    public Task WhenSentAsync(int count = 1)
    {
        lock (_lock)
        {
            if (_sent.Count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>Records the request.</summary>
    /// <returns>The answer; null when the request is unexpected.</returns>
    public Answer? Take(SentRequest request)
    {
        lock (_lock)
        {
            _sent.Add(request);
            foreach (var (_, reached) in _waiters.Where(waiter => waiter.Count == _sent.Count))
                reached.SetResult();
            return _answers.TryDequeue(out var answer) ? answer : _always;
        }
    }
}
