using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Client.Faults;

/// <summary>
/// Counts what a client awaits (requests, answers, pieces of bodies, waits) and does something at one of them.
/// </summary>
/// <param name="at">At which step, counted from 1.</param>
/// <param name="act">What to do there.</param>
internal sealed class Footsteps(int at, Action act)
{
    private int _count;

    public int Count => _count;

    /// <summary>The path of the request that was under way, or had been answered last, at that step.</summary>
    public string? Path { get; private set; }

    private string? LastPath { get; set; }

    public void Take()
    {
        if (Interlocked.Increment(ref _count) != at)
            return;
        Path = LastPath;
        act();
    }

    public DelegatingHandler Handler() => new StepHandler(this);

    private sealed class StepHandler(Footsteps steps) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            steps.LastPath = request.RequestUri!.AbsolutePath;
            steps.Take();
            var response = await base.SendAsync(request, cancellationToken);
            steps.Take();
            var content = new StreamContent(
                new StepStream(await response.Content.ReadAsStreamAsync(cancellationToken), steps));
            foreach (var (name, values) in response.Content.Headers.NonValidated)
                content.Headers.TryAddWithoutValidation(name, values);
            response.Content = content;
            return response;
        }
    }

    private sealed class StepStream(Stream inner, Footsteps steps) : ReadOnlyStream
    {
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            steps.Take();
            return await inner.ReadAsync(buffer, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
