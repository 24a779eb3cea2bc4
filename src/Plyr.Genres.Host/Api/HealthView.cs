namespace Plyr.Genres.Host.Api;

/// <summary>Whether the host can do its work.</summary>
/// <param name="Ready">Whether uploads are stored and, unless it was switched off on purpose, classified.</param>
/// <param name="Simulated">Whether the simulator stands in for Replicate.</param>
/// <param name="Classification">enabled or disabled.</param>
/// <param name="Reasons">Why it is not ready, and what else one should know.</param>
internal sealed record HealthView(bool Ready, bool Simulated, string Classification, IReadOnlyList<string> Reasons);
