namespace Plyr.Genres;

/// <summary>The body that creates a prediction. Replicate refuses any further top-level key.</summary>
/// <param name="Version">The model version; Cog has none.</param>
/// <param name="Input">The model's input.</param>
internal sealed record PredictionRequest(string? Version, PredictionInput Input);

/// <summary>The model's input. It draws a picture unless JSON is asked for, and gives all labels whatever <c>top_n</c> says.</summary>
internal sealed record PredictionInput(string Audio, string OutputFormat = "JSON");
