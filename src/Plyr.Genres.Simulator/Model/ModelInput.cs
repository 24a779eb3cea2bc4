namespace Plyr.Genres.Simulator;

/// <summary>What the model is given: the input of a request after its validation.</summary>
/// <param name="Json">The input as it was sent, which answers repeat.</param>
/// <param name="Audio">The address of the audio: http, https or data.</param>
/// <param name="Url">A YouTube address, which wins over <paramref name="Audio"/>.</param>
/// <param name="IsJson">Whether the scores are asked for; otherwise the model draws a chart.</param>
internal sealed record ModelInput(string Json, string? Audio, string? Url, bool IsJson);
