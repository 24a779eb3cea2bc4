using System.CommandLine;
using System.Globalization;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary><c>backfill</c>: classifies the tracks that were there before, or were missed.</summary>
internal sealed class BackfillCommand
{
    private readonly SettingOptions _settings = new();
    private readonly Option<bool> _dryRun =
        new("--dry-run") { Description = "Only lists the tracks and the estimated cost." };
    private readonly Option<int?> _limit = Whole("--limit", 0, "Asks the model for at most N tracks; 0 means none.");
    private readonly Option<int?> _concurrency =
        Whole("--concurrency", 1, $"Classifies N tracks at once; {BackfillOptions.DefaultConcurrency} if not said.");
    private readonly Option<int?> _rate =
        Whole("--rate", 1, $"Starts at most N runs per minute; {BackfillOptions.DefaultRunsPerMinute} if not said.");
    private readonly Option<string?> _after = new("--after")
    {
        Description = "Continues after this track, the last one of an earlier report.", HelpName = "ID",
    };
    private readonly Option<bool> _retryFailures =
        new("--retry-failures") { Description = "Tries tracks again whose failure is on record." };
    private readonly Option<bool> _renormalize = new("--renormalize")
    {
        Description = "Computes the stored predictions again from their kept scores, without a run of the model.",
    };
    private readonly Option<bool> _reapplyAutoTags = new(
        "--reapply-auto-tags") { Description =
            "With --renormalize: also replaces the auto-tags by those of the new predictions." };
    private readonly Option<bool> _queue = new("--queue")
    {
        Description = "Hands the tracks to the workers on the same PostgreSQL instead of classifying them here.",
    };
    private readonly Option<bool> _wait =
        new("--wait") { Description = "With --queue: waits until the workers are done, and shows how far they are." };
    private readonly Option<bool> _json =
        new("--json") { Description = "Writes the report, and a dry run's list, as JSON." };

    public Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command(
            "backfill", "Classifies all tracks whose predictions are missing or stale, and settles pending auto-tags.")
        {
            _dryRun, _limit, _concurrency, _rate, _after, _retryFailures, _renormalize, _reapplyAutoTags, _queue, _wait,
            _json,
        };
        _settings.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, error, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        RefuseWhatRenormalizingHasNot(parsed);
        var options = ReadOptions(parsed);
        var settings = HostSettingsReader.Load(_settings.Read(parsed)) with
        {
            Role = options.DryRun || options.Renormalize || parsed.GetValue(_queue)
                ? HostRole.Command
                : HostRole.Backfill,
            RunJobs = false,
            IsRepeatable = options.Renormalize,
        };
        RefuseWhatDoesNotFit(parsed, settings);
        if (settings is { Role: HostRole.Backfill, Model: ModelKind.None })
            throw new SettingsException(StartReport.Missing(settings));
        using var view = BackfillView.Create(options, parsed.GetValue(_json), output, error);
        await using var app = await HostApp.StartAsync(
            settings, configure: Terminal.Is(output) ? Silence : null, cancellationToken: cancellationToken);
        if (parsed.GetValue(_queue))
            return await new QueuedBackfill(app.Services, output, parsed.GetValue(_json)).RunAsync(
                options, parsed.GetValue(_wait), cancellationToken);
        if (settings.Role is HostRole.Backfill)
            await error.WriteLineAsync(StartReport.ModelLine(settings));
        var report = await view.ShowAsync(
            progress =>
                app.Services.GetRequiredService<GenreBackfill>().RunAsync(options, progress, cancellationToken));
        await view.ShowReportAsync(report);
        return ExitCodeOf(report);
    }

    /// <summary>
    /// On a terminal the log and the live bar would write over each other; the report counts the failures.
    /// </summary>
    private static void Silence(IServiceCollection services) => services.Configure<LoggerFilterOptions>(options =>
    {
        options.Rules.Clear();
        options.MinLevel = LogLevel.Critical;
    });

    private void RefuseWhatRenormalizingHasNot(ParseResult parsed)
    {
        if (!parsed.GetValue(_renormalize))
        {
            if (parsed.GetValue(_reapplyAutoTags))
                throw new SettingsException("--reapply-auto-tags is for --renormalize; set both, or leave it out.");
        }
        else if (
            parsed.GetValue(_limit) is not null
                || parsed.GetValue(_rate) is not null
                || parsed.GetValue(_retryFailures)
                || parsed.GetValue(_queue))
        {
            throw new SettingsException(
                "--renormalize asks the model for no track; leave --limit, --rate, --retry-failures and --queue out.");
        }
    }

    private void RefuseWhatDoesNotFit(ParseResult parsed, HostSettings settings)
    {
        if (!parsed.GetValue(_queue))
        {
            if (parsed.GetValue(_wait))
                throw new SettingsException(
                    "--wait belongs to --queue; without it the backfill runs here and ends when it is done.");
            return;
        }

        if (settings.Postgres is null)
            throw new SettingsException(
                $"--queue hands tracks to the workers on a PostgreSQL; set {SettingNames.DatabaseUrl} to "
                + "postgres://..., or leave --queue out.");
        if (parsed.GetValue(_dryRun))
            throw new SettingsException(
                "--dry-run only lists, so there is nothing to queue; leave one of the two out.");
        if (parsed.GetValue(_concurrency) is not null)
            throw new SettingsException(
                $"--concurrency is for a backfill that runs here. What all workers run at once is the setting "
                + $"{SettingNames.ClusterConcurrency}.");
    }

    private BackfillOptions ReadOptions(ParseResult parsed) => new()
    {
        DryRun = parsed.GetValue(_dryRun),
        Limit = parsed.GetValue(_limit),
        Concurrency = parsed.GetValue(_concurrency) ?? BackfillOptions.DefaultConcurrency,
        RunsPerMinute = parsed.GetValue(_rate),
        After = parsed.GetValue(_after) is { } after ? TrackIds.Parse(after) : default(TrackId?),
        RetryFailures = parsed.GetValue(_retryFailures),
        Renormalize = parsed.GetValue(_renormalize),
        ReapplyAutoTags = parsed.GetValue(_reapplyAutoTags),
    };

    private static int ExitCodeOf(BackfillReport report) => report switch
    {
        { End: BackfillEnd.Canceled } => ExitCodes.Interrupted,
        { End: BackfillEnd.Stopped or BackfillEnd.StoreFailed } => ExitCodes.Fatal,
        { End: BackfillEnd.Disabled } => ExitCodes.Usage,
        { Succeeded: true } => ExitCodes.Done,
        _ => ExitCodes.ClassificationFailed,
    };

    private static Option<int?> Whole(string name, int least, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.CustomParser = result =>
        {
            if (
                int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least)
                return number;
            result.AddError($"{name} is '{result.Tokens[0].Value}'; it must be a whole number, {least} or more.");
            return null;
        };
        return option;
    }
}
