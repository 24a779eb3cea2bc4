namespace Plyr.Genres.IntegrationTests.Host.Strangers;

internal sealed record RawAnswer(int Status, string Head, string Body)
{
    public bool IsProblem => Head.Contains("application/problem+json", StringComparison.OrdinalIgnoreCase);
}
