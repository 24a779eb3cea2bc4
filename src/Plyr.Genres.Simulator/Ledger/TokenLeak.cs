namespace Plyr.Genres.Simulator;

/// <summary>A request that sent a token to the second origin, which must not get one. The token is not kept.</summary>
/// <param name="Method">The method of the request.</param>
/// <param name="Path">The path of the request.</param>
public sealed record TokenLeak(string Method, string Path);
