using System.CommandLine;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>
/// Provides the command <c>serve</c>, which runs the API, the page and the jobs. It is the default command.
/// </summary>
internal static class ServeCommand
{
    private static readonly string[] Settings =
    [
        SettingNames.Urls, SettingNames.DataFolder, SettingNames.DatabaseUrl, SettingNames.PublicBaseUrl,
        SettingNames.ModelFile,
    ];

    public static CommandHelp Help { get; } = new(
        [
            ("serve", "Serves on http://127.0.0.1:5150, with invented genres while no model is set."),
            ("serve --data ~/music --model discogs-effnet-bsdynamic-1.onnx", "Classifies in this process."),
            ("serve --database postgres://plyr@localhost/plyr --no-jobs", "Leaves the jobs to workers."),
        ],
        [
            .. Settings, SettingNames.Token, SettingNames.Enabled, SettingNames.Simulator, SettingNames.VocabularyFile,
            SettingNames.Concurrency,
        ],
        [CommandHelp.NoStorage]);

    public static Command Create(TextWriter output, Interruption interruption)
    {
        var command = new Command("serve", "Serves the API and the page, and classifies uploads, until it is stopped.");
        AddTo(command, output, interruption);
        return command;
    }

    public static void AddTo(Command command, TextWriter output, Interruption interruption)
    {
        var options = new SettingOptions(Settings);
        var noJobs = new Option<bool>("--no-jobs")
        {
            Description = "Runs no jobs; other processes on the same PostgreSQL run them.",
        };
        options.AddTo(command);
        command.Options.Add(noJobs);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            HostSettingsReader.Load(options.Read(parsed)) with { RunJobs = !parsed.GetValue(noJobs) },
            output,
            interruption,
            cancellationToken));
    }

    private static async Task<int> RunAsync(
        HostSettings settings, TextWriter output, Interruption interruption, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(StartReport.DataLine(settings));
        await using var app = await HostApp.StartAsync(settings, cancellationToken: cancellationToken);
        foreach (var line in StartReport.Lines(app.Address, settings, app.IsClassificationEnabled))
            await output.WriteLineAsync(line);
        if (!await app.OwnsTracksAsync(cancellationToken))
            await output.WriteLineAsync(StartReport.Guest);
        interruption.OnStopping = () => output.WriteLine(StartReport.Stopping);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
    }
}
