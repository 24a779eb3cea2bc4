namespace Plyr.Genres;

/// <summary>One raw answer of the model: a label and how strongly the audio activates it.</summary>
/// <param name="Label">The label as the model writes it, <c>Genre---Style</c>, for example <c>Electronic---Ambient</c>.</param>
/// <param name="Score">
/// The label's mean activation over the recording, from 0 to 1. Labels are scored independently, so scores do not add up to 1
/// (source: Essentia's models page, which calls the task multi-label).
/// </param>
public readonly record struct GenreLabelScore(string Label, double Score)
{
    /// <summary>Whether there is a label and its score is a number from 0 to 1 (rule 8).</summary>
    internal bool IsUsable => Label is not null && Score is >= 0 and <= 1;
}
