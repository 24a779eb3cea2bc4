namespace Plyr.Genres.Simulator;

/// <summary>The validated input of a run.</summary>
/// <param name="Json">The input in the format of the answers.</param>
/// <param name="Audio">The address of the audio: http, https or data. A data URI is kept without its data.</param>
/// <param name="Url">A YouTube address, which takes precedence over <paramref name="Audio"/>.</param>
/// <param name="IsJson">Whether the scores are requested; otherwise the model draws a chart.</param>
internal sealed record ModelInput(string Json, string? Audio, string? Url, bool IsJson)
{
    /// <summary>Gets or sets the data of a data URI until the run has ended; null if it is invalid.</summary>
    public byte[]? Inline { get; set; }

    /// <summary>Gets or sets the SHA-256 of the audio; null until the audio has been read.</summary>
    public string? AudioSha256 { get; set; }
}
