using System.CommandLine;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the command <c>forget ID</c>, which removes all genre data from one track.</summary>
internal sealed class ForgetCommand
{
    private readonly SettingOptions _settings = new(SettingNames.DataFolder, SettingNames.DatabaseUrl);
    private readonly Argument<string> _id = new("ID") { Description = "The track's id, as in GET /tracks." };

    public static CommandHelp Help { get; } = new(
        [("forget 42", "Removes the predictions, the recorded failure and the auto-tags of track 42.")],
        [SettingNames.DataFolder, SettingNames.DatabaseUrl],
        [
            CommandHelp.NoDatabase,
            (ExitCodes.Usage, "Wrong arguments or settings, or no such track."),
            CommandHelp.Interrupted,
        ]);

    public Command Create(TextWriter output, TextWriter error)
    {
        const string description = "Removes the predictions, the recorded failure and the auto-tags of one track.";
        var command = new Command("forget", description) { _id };
        _settings.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, error, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var id = TrackIds.Parse(parsed.GetValue(_id)!);
        var settings = HostSettingsReader.Load(_settings.Read(parsed)) with
        {
            Role = HostRole.Command,
            RunJobs = false,
        };
        await using var app = await HostApp.StartAsync(
            settings, configure: CommandLog.Only(error.WriteLine), cancellationToken: cancellationToken);
        if (id.TryGetInt64(out var number))
            await app.Services.GetRequiredService<ITrackCatalog>().CancelAsync(number, cancellationToken);
        if (!await app.Services.GetRequiredService<TrackGenres>().ForgetAsync(id, cancellationToken))
            throw new SettingsException($"Track {id} does not exist. GET /tracks lists the tracks.");
        await output.WriteLineAsync($"All genre data of track {id} was removed.");
        return ExitCodes.Done;
    }
}
