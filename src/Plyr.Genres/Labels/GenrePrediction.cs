using System.Text.Json.Serialization;
using Plyr.Genres.Labels;

namespace Plyr.Genres;

/// <summary>Represents a genre or style of a track, as it is stored and recommended.</summary>
/// <param name="Name">
/// The name as a tag: lower-case and trimmed, for example <c>ambient</c> or <c>funk / soul</c>.
/// </param>
/// <param name="Confidence">
/// The highest score of all labels that gave this name, from 0 to 1, rounded to 4 decimals.
/// </param>
public readonly record struct GenrePrediction(
    [property: JsonPropertyName("name"), JsonPropertyOrder(0)] string Name,
    [property: JsonPropertyName("confidence"), JsonPropertyOrder(1)] double Confidence)
{
    /// <summary>
    /// Gets whether the name is one of the model's genres; every other name is a style. Not in the JSON.
    /// </summary>
    /// <remarks>
    /// A name that is both, for example <c>hip hop</c>, is a genre. Names that aliases gave are told apart by
    /// <see cref="GenreLabelNormalizer.KindOf"/>.
    /// </remarks>
    [JsonIgnore]
    public GenreKind Kind =>
        GenreLabels.GenreNames.Contains(GenreName.Normalize(Name) ?? "") ? GenreKind.Genre : GenreKind.Style;
}
