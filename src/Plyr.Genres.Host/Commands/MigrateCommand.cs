using System.CommandLine;
using Npgsql;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;

namespace Plyr.Genres.Host.Commands;

/// <summary>Provides the command <c>migrate</c>, which creates missing tables in PostgreSQL.</summary>
internal static class MigrateCommand
{
    public static CommandHelp Help { get; } = new(
        [("migrate --database postgres://plyr@localhost/plyr", "Creates the tables of the database plyr.")],
        [SettingNames.DatabaseUrl],
        [CommandHelp.NoDatabase, CommandHelp.Interrupted]);

    public static Command Create(TextWriter output)
    {
        var options = new SettingOptions(SettingNames.DatabaseUrl);
        var command = new Command(
            "migrate",
            "Creates missing tables in PostgreSQL, and does not change those of another program. Safe to repeat.");
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(HostSettingsReader.Load(options.Read(parsed)), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        HostSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        if (settings.Postgres is not { } address)
        {
            throw new SettingsException(
                $"migrate is for PostgreSQL. Set {SettingNames.DatabaseUrl} (--database) to postgres://... With "
                + "SQLite, serve creates its tables.");
        }

        await output.WriteLineAsync($"Connecting to {address}.");
        await using var source = NpgsqlDataSource.Create(address.ConnectionString);
        var found = await PostgresSchema.MigrateAsync(source, cancellationToken);
        await output.WriteLineAsync(found ? "The tables exist and are unchanged." : "The tables were created.");
        if (!await PostgresSchema.HasIndexAsync(source, cancellationToken))
        {
            await output.WriteLineAsync(
                "The index of the tracks to classify is missing. Create it while the database is idle:\n"
                + $"{PostgresFilter.CreateIndex(concurrently: true)};");
        }

        return ExitCodes.Done;
    }
}
