namespace Plyr.Genres.Simulator;

/// <summary>A request that sent a token to the second origin, which is not allowed. The token is not stored.</summary>
/// <param name="Method">The method of the request.</param>
/// <param name="Path">The path of the request.</param>
public sealed record TokenLeak(string Method, string Path);
