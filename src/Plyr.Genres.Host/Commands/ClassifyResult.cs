namespace Plyr.Genres.Host.Commands;

/// <summary>The classification of a recording, or its failure.</summary>
internal sealed record ClassifyResult(
    string Recording,
    TimeSpan? Duration,
    GenreClassification? Classification,
    GenreClassificationException? Failure)
{
    public int Code => Failure is null ? ExitCodes.Done : ExitCodes.Of(Failure.Failure);
}
