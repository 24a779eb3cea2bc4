using System.CommandLine;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Commands;

/// <summary><c>forget ID</c>: removes everything about genres from one track.</summary>
internal sealed class ForgetCommand
{
    private readonly SettingOptions _settings = new();
    private readonly Argument<string> _id = new("ID") { Description = "The track." };

    public Command Create(TextWriter output)
    {
        var command = new Command(
            "forget", "Removes predictions, records and the tags that were added by itself from one track.") { _id };
        _settings.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, output, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        var id = TrackIds.Parse(parsed.GetValue(_id)!);
        var settings =
            HostSettingsReader.Load(_settings.Read(parsed)) with { Role = HostRole.Command, RunJobs = false };
        await using var app = await HostApp.StartAsync(settings, cancellationToken: cancellationToken);
        if (id.TryGetInt64(out var number))
            await app.Services.GetRequiredService<ITrackCatalog>().CancelAsync(number, cancellationToken);
        if (!await app.Services.GetRequiredService<TrackGenres>().ForgetAsync(id, cancellationToken))
            throw new SettingsException($"There is no track {id}.");
        await output.WriteLineAsync($"Track {id}: everything about genres was removed.");
        return ExitCodes.Done;
    }
}
