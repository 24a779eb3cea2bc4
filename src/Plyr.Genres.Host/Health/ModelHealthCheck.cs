using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Health;

/// <summary>Checks that a model is configured and that its last run succeeded. Does not run the model.</summary>
internal sealed class ModelHealthCheck(
    TrackGenres genres, HostSettings settings, FailureText failures, IOptions<LocalModelOptions> localModel)
    : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var status = genres.GetStatus();
        if (settings.Model is ModelKind.None)
            return HealthCheckResult.Degraded(StartReport.Missing(settings));
        if (!status.Enabled)
            return HealthCheckResult.Healthy(StartReport.SwitchedOff);
        if (status.Failure is { } failure)
        {
            // For an unusable model, the original message contains the reason, such as a missing program.
            var isUnusable = failure is GenreClassificationFailure.ModelNotUsable;
            return HealthCheckResult.Degraded(isUnusable ? status.Message : failures.Of(failure));
        }

        if (settings.Model is ModelKind.Local && !Programs.IsInstalled(localModel.Value.FfmpegPath))
            return HealthCheckResult.Degraded(
                "ffmpeg is not installed, so only WAV files are classified. Install it, or set LocalModel:FfmpegPath.");
        return HealthCheckResult.Healthy(
            settings.Model is ModelKind.Simulator ? StartReport.ModelLine(settings) : null);
    }
}
