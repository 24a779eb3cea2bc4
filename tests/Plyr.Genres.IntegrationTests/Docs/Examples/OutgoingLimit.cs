namespace Example.Settings;

// snippet: settings-handler-class
/// <summary>Lets at most four requests be on their way at once. It repeats none: a repeated POST is a second run.</summary>
public sealed class OutgoingLimit : DelegatingHandler
{
    private static readonly SemaphoreSlim Places = new(4);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Places.WaitAsync(cancellationToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            Places.Release();
        }
    }
}
// end
