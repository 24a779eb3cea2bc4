namespace Plyr.Genres;

/// <summary>Represents a label of the model and its score.</summary>
/// <param name="Label">
/// The label as the model returns it, <c>Genre---Style</c>, for example <c>Electronic---Ambient</c>.
/// </param>
/// <param name="Score">
/// The mean activation of the label over the recording, from 0 to 1. Labels are scored independently, so scores do
/// not add up to 1 (source: Essentia's models page, which calls the task multi-label).
/// </param>
public readonly record struct GenreLabelScore(string Label, double Score)
{
    /// <summary>Whether there is a label and its score is a number from 0 to 1.</summary>
    internal bool IsUsable => Label is not null && Score is >= 0 and <= 1;
}
