using System.Text.Json.Serialization;
using Plyr.Genres.Labels;

namespace Plyr.Genres;

/// <summary>Represents a label of the model and its score.</summary>
/// <param name="Label">The label as the model returns it, for example <c>Electronic---Ambient</c>.</param>
/// <param name="Score">
/// The mean activation of the label over the recording, from 0 to 1. Labels are scored independently, so scores do
/// not add up to 1 (source: Essentia's models page, which calls the task multi-label).
/// </param>
public readonly record struct GenreLabelScore(string Label, double Score)
{
    /// <summary>Whether there is a label and its score is a number from 0 to 1.</summary>
    internal bool IsUsable => Label is not null && Score is >= 0 and <= 1;
}

/// <summary>Represents a genre or style of a track, as it is stored and recommended.</summary>
/// <param name="Name">The name as a tag: lower-case and trimmed, for example <c>funk / soul</c>.</param>
/// <param name="Confidence">The highest score of its labels, from 0 to 1, rounded to 4 decimals.</param>
public readonly record struct GenrePrediction(
    [property: JsonPropertyName("name"), JsonPropertyOrder(0)] string Name,
    [property: JsonPropertyName("confidence"), JsonPropertyOrder(1)] double Confidence)
{
    /// <summary>Gets whether the name is one of the model's genres or a style. Not in the JSON.</summary>
    /// <remarks>
    /// A name that is both, for example <c>hip hop</c>, is a genre. For names that aliases gave, use
    /// <see cref="GenreLabelNormalizer.KindOf"/>.
    /// </remarks>
    [JsonIgnore]
    public GenreKind Kind =>
        GenreLabels.GenreNames.Contains(GenreName.Normalize(Name) ?? "") ? GenreKind.Genre : GenreKind.Style;
}

/// <summary>Specifies whether a name is a genre or a style of one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GenreKind>))]
public enum GenreKind
{
    /// <summary>One of the model's 15 genres, for example <c>electronic</c>.</summary>
    [JsonStringEnumMemberName("genre")] Genre = 0,

    /// <summary>A style, for example <c>ambient</c>.</summary>
    [JsonStringEnumMemberName("style")] Style = 1,
}
