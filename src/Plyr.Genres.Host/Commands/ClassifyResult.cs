namespace Plyr.Genres.Host.Commands;

/// <summary>How the classification of a recording ended: with a classification or with a failure.</summary>
internal sealed record ClassifyResult(
    string Recording, GenreClassification? Classification, GenreClassificationException? Failure)
{
    public int Code => Failure is null ? ExitCodes.Done : ExitCodes.Of(Failure.Failure);
}
