using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Plyr.Genres.Host.Api;

/// <summary>The health of the host.</summary>
/// <param name="Status">
/// healthy; degraded when uploads are stored but not classified; unhealthy when uploads can't be stored.
/// </param>
/// <param name="Ready">Whether the status is not unhealthy.</param>
/// <param name="Simulated">Whether the genres come from a simulator.</param>
/// <param name="Classification">enabled, disabled, or blocked while every run fails.</param>
/// <param name="Reasons">Why the status is not healthy, and further remarks.</param>
/// <param name="MaxUploadBytes">The maximum size of a recording.</param>
/// <param name="Since">When the model began to fail; null while it does not.</param>
/// <param name="ReadOnly">
/// Whether the tracks belong to another program, so that uploads, edits, replacement and deletion are refused.
/// </param>
internal sealed record HealthView(
    HealthStatus Status, bool Ready, bool Simulated, string Classification, IReadOnlyList<string> Reasons,
    long MaxUploadBytes, DateTime? Since, bool ReadOnly);
