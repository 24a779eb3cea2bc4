using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Plyr.Genres.Host.Api;

/// <summary>Whether the host can do its work.</summary>
/// <param name="Status">
/// healthy; degraded when uploads are stored but not classified; unhealthy when the host can't work.
/// </param>
/// <param name="Ready">Whether the status is not unhealthy.</param>
/// <param name="Simulated">Whether a simulator invents the genres.</param>
/// <param name="Classification">enabled, disabled, or blocked while every run fails.</param>
/// <param name="Reasons">Why it is not healthy, and what else one should know.</param>
/// <param name="MaxUploadBytes">The largest recording that is accepted.</param>
internal sealed record HealthView(
    HealthStatus Status, bool Ready, bool Simulated, string Classification, IReadOnlyList<string> Reasons,
    long MaxUploadBytes);
