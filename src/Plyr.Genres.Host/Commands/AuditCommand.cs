using System.CommandLine;
using Plyr.Genres.Host.Settings;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the command <c>audit</c>, which counts the stored genre data of all tracks.</summary>
internal sealed class AuditCommand
{
    private readonly SettingOptions _settings = new(SettingNames.DataFolder, SettingNames.DatabaseUrl);
    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Also lists each classified or failed track with its auto-tags, model and file.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Writes JSON instead of tables." };

    public static CommandHelp Help { get; } = new(
        [
            ("audit", "Counts the tracks by state, and the classified tracks by artist."),
            ("audit --verbose --json > audit.json", "Writes each classified or failed track and the counts to a file."),
        ],
        [SettingNames.DataFolder, SettingNames.DatabaseUrl],
        [CommandHelp.NoDatabase, CommandHelp.Interrupted]);

    public Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("audit", "Counts what is stored about the genres of all tracks.") { _verbose, _json };
        _settings.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, error, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var settings = HostSettingsReader.Load(_settings.Read(parsed)) with
        {
            Role = HostRole.Command,
            RunJobs = false,
        };
        var verbose = parsed.GetValue(_verbose);
        await error.WriteLineAsync($"Reading the tracks of {settings.Database}.");
        await using var app = await HostApp.StartAsync(
            settings, configure: CommandLog.Only(error.WriteLine), cancellationToken: cancellationToken);
        var view = new AuditView(parsed.GetValue(_json), output);
        var options = new AuditOptions { OnProcessedTrack = verbose ? view.Show : null };
        var report = await app.Services.GetRequiredService<GenreAudit>().RunAsync(options, cancellationToken);
        view.Show(report, verbose);
        return ExitCodes.Done;
    }
}
