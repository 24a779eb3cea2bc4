using System.CommandLine;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// <c>worker</c>: works off jobs until it is stopped, beside any number of others on the same PostgreSQL.
/// </summary>
internal static class WorkerCommand
{
    public static Command Create(TextWriter output)
    {
        var options = new SettingOptions();
        var command =
            new Command("worker", "Classifies what is queued in PostgreSQL, and serves nothing, until it is stopped.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(
                HostSettingsReader.Load(options.Read(parsed)) with { Role = HostRole.Worker }, output,
                cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        HostSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        if (settings.Postgres is null)
            throw new SettingsException(
                $"Workers share a PostgreSQL; set {SettingNames.DatabaseUrl} to postgres://... With SQLite, serve "
                + "runs the jobs itself.");
        await using var app = await HostApp.StartAsync(settings, cancellationToken: cancellationToken);
        foreach (var line in StartReport.WorkerLines(settings, app.IsClassificationEnabled))
            await output.WriteLineAsync(line);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }
}
