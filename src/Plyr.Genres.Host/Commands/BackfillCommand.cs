using System.CommandLine;
using Plyr.Genres.Host.Backfills;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Tagging;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the command <c>backfill</c>, which classifies the tracks without predictions.</summary>
internal sealed class BackfillCommand
{
    private static readonly string[] Settings =
    [
        SettingNames.DataFolder, SettingNames.DatabaseUrl, SettingNames.PublicBaseUrl, SettingNames.ModelFile,
    ];

    private readonly SettingOptions _settings = new(Settings);
    private readonly BackfillOptionSet _options = new();
    private readonly Option<bool> _json = new("--json")
    {
        Description = "Writes the report, and the list of a dry run, as JSON.",
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Also writes the log, with a line for each track.",
    };

    public static CommandHelp Help { get; } = new(
        [
            ("backfill --dry-run", "Lists the tracks to classify and estimates the cost."),
            ("backfill --limit 100", "Classifies 100 of them. Run it again to continue."),
            ("backfill --other-models --dry-run", "Estimates the cost of changing to another model."),
            ("backfill --renormalize --dry-run", "Shows what a changed vocabulary would change, without a run."),
        ],
        [.. Settings, SettingNames.Token, SettingNames.Enabled, SettingNames.Simulator, SettingNames.VocabularyFile],
        [
            (ExitCodes.ClassificationFailed, "A classification failed, or tracks are left."),
            (ExitCodes.Fatal, "Every run would fail: token, billing, model, database or disk."),
            CommandHelp.Interrupted,
        ]);

    public Command Create(TextWriter output, TextWriter error, Interruption interruption)
    {
        var command = new Command(
            "backfill",
            "Classifies all tracks without current predictions, and adds the auto-tags that are pending.");
        _options.AddTo(command);
        command.Options.Add(_json);
        command.Options.Add(_verbose);
        _settings.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(parsed, output, error, interruption, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed,
        TextWriter output,
        TextWriter error,
        Interruption interruption,
        CancellationToken cancellationToken)
    {
        var options = _options.Read(parsed);
        var settings = ReadSettings(parsed, options);
        var verbose = parsed.GetValue(_verbose);
        var json = parsed.GetValue(_json);
        var view = BackfillView.Create(options, json, verbose, output, error);
        view.Note($"Looking for tracks in {settings.Database}.");
        foreach (var warning in settings.Vocabulary?.Warnings ?? [])
            view.Note(warning);
        await using var app = await HostApp.StartAsync(
            settings,
            configure: verbose ? null : CommandLog.Only(view.Note),
            cancellationToken: cancellationToken);
        if (_options.IsQueued(parsed))
        {
            var queued = new QueuedBackfill(app.Services, output, error, json);
            return await queued.RunAsync(options, _options.Waits(parsed), cancellationToken);
        }

        if (settings.Role is HostRole.Backfill)
        {
            if (app.IsClassificationEnabled)
                view.Note(StartReport.ModelLine(settings));
            interruption.OnStopping = () => view.Note(StartReport.Stopping);
        }

        var backfill = app.Services.GetRequiredService<HostBackfill>();
        var report = await view.ShowAsync(progress => backfill.RunAsync(options, progress, cancellationToken));
        await view.ShowReportAsync(report, app.Services.GetRequiredService<FailureText>());
        return ExitCodeOf(report);
    }

    private HostSettings ReadSettings(ParseResult parsed, BackfillOptions options)
    {
        var isQueued = _options.IsQueued(parsed);
        var settings = HostSettingsReader.Load(_settings.Read(parsed)) with
        {
            Role = options.DryRun || options.Renormalize || isQueued ? HostRole.Command : HostRole.Backfill,
            RunJobs = false,
            IsRepeatable = options.Renormalize,
        };
        if (isQueued && settings.Postgres is null)
        {
            throw new SettingsException(
                $"--queue needs PostgreSQL. Set {SettingNames.DatabaseUrl} (--database) to postgres://..., or remove "
                + "--queue.");
        }

        return settings is { Role: HostRole.Backfill, Model: ModelKind.None }
            ? throw new SettingsException(StartReport.Missing(settings))
            : settings;
    }

    private static int ExitCodeOf(BackfillReport report) => report switch
    {
        { End: BackfillEnd.Canceled } => ExitCodes.Interrupted,
        { End: BackfillEnd.Stopped or BackfillEnd.StoreFailed } => ExitCodes.Fatal,
        { End: BackfillEnd.Disabled } => ExitCodes.Usage,
        { Succeeded: true } => ExitCodes.Done,
        _ => ExitCodes.ClassificationFailed,
    };
}
