namespace Plyr.Genres.Simulator;

/// <summary>The input of a run after its validation.</summary>
/// <param name="Json">The input as answers repeat it.</param>
/// <param name="Audio">The address of the audio: http, https or data. A data URI is kept without its data.</param>
/// <param name="Url">A YouTube address, which takes precedence over <paramref name="Audio"/>.</param>
/// <param name="IsJson">Whether the scores are requested; otherwise the model draws a chart.</param>
internal sealed record ModelInput(string Json, string? Audio, string? Url, bool IsJson)
{
    /// <summary>The data of a data URI until the run has ended; null where it is invalid.</summary>
    public byte[]? Inline { get; set; }

    /// <summary>The SHA-256 of the audio; null until the audio has been read.</summary>
    public string? AudioSha256 { get; set; }
}
