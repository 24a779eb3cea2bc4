using System.CommandLine;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// Provides the command <c>worker</c>, which runs jobs until it is stopped. Several may run on the same PostgreSQL.
/// </summary>
internal static class WorkerCommand
{
    private static readonly string[] Settings =
    [
        SettingNames.DataFolder, SettingNames.DatabaseUrl, SettingNames.PublicBaseUrl, SettingNames.ModelFile,
    ];

    public static CommandHelp Help { get; } = new(
        [("worker --database postgres://plyr@localhost/plyr", "Classifies what serve and backfill --queue queue.")],
        [
            .. Settings, SettingNames.Token, SettingNames.Enabled, SettingNames.Simulator, SettingNames.VocabularyFile,
            SettingNames.Concurrency,
        ],
        [CommandHelp.NoStorage]);

    public static Command Create(TextWriter output, Interruption interruption)
    {
        var options = new SettingOptions(Settings);
        var command = new Command(
            "worker", "Classifies the tracks that are queued in PostgreSQL, until it is stopped.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            HostSettingsReader.Load(options.Read(parsed)) with { Role = HostRole.Worker },
            output,
            interruption,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        HostSettings settings, TextWriter output, Interruption interruption, CancellationToken cancellationToken)
    {
        if (settings.Postgres is null)
        {
            throw new SettingsException(
                $"A worker needs PostgreSQL. Set {SettingNames.DatabaseUrl} (--database) to postgres://... With "
                + "SQLite, serve runs the jobs.");
        }

        await output.WriteLineAsync(StartReport.DataLine(settings));
        await using var app = await HostApp.StartAsync(settings, cancellationToken: cancellationToken);
        foreach (var line in StartReport.WorkerLines(settings, app.IsClassificationEnabled))
            await output.WriteLineAsync(line);
        interruption.OnStopping = () => output.WriteLine(StartReport.Stopping);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }
}
