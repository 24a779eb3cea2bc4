namespace Example.Settings;

/// <summary>Sends at most four requests at the same time.</summary>
public sealed class OutgoingLimit : DelegatingHandler
{
    private static readonly SemaphoreSlim Places = new(4);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
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
