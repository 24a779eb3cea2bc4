namespace Plyr.Genres.Tests.Classification;

/// <summary>One kind of request: what was sent, and what is answered, one after the other. More requests than answers are a fault of the test or of the client.</summary>
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

    /// <summary>Answers the next requests so, one each.</summary>
    public Route Then(params Answer[] answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
        return this;
    }

    /// <summary>Answers all further requests so.</summary>
    public void Always(Answer answer) => _always = answer;

    /// <summary>Completes when so many requests were sent.</summary>
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

    /// <summary>Notes the request.</summary>
    /// <returns>What to do with it, or null when the test expects none.</returns>
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
