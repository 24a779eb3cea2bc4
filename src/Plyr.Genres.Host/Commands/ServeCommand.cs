using System.CommandLine;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// <c>serve</c>: the API, the page and the jobs, until it is stopped. It is also what runs without a command.
/// </summary>
internal static class ServeCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("serve", "Serves the API and the page, and classifies uploads, until it is stopped.");
        AddTo(command, output);
        return command;
    }

    public static void AddTo(Command command, TextWriter output)
    {
        var options = new SettingOptions();
        var noJobs = new Option<bool>("--no-jobs") { Description = "Serves only; another process runs the jobs." };
        options.AddTo(command);
        command.Options.Add(noJobs);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(
                HostSettingsReader.Load(options.Read(parsed)) with { RunJobs = !parsed.GetValue(noJobs) }, output,
                cancellationToken));
    }

    private static async Task<int> RunAsync(
        HostSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        await using var app = await HostApp.StartAsync(settings, cancellationToken: cancellationToken);
        foreach (var line in StartReport.Lines(app.Address, settings, app.IsClassificationEnabled))
            await output.WriteLineAsync(line);
        if (!await app.OwnsTracksAsync(cancellationToken))
            await output.WriteLineAsync(StartReport.Guest);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }
}
