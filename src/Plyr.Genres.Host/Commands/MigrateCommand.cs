using System.CommandLine;
using Npgsql;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;

namespace Plyr.Genres.Host.Commands;

/// <summary><c>migrate</c>: creates the tables in PostgreSQL that are missing.</summary>
internal static class MigrateCommand
{
    public static CommandHelp Help { get; } = new(
        [("migrate --database postgres://plyr@localhost/plyr", "Creates the tables of the database plyr.")],
        [SettingNames.DatabaseUrl],
        []);

    public static Command Create(TextWriter output)
    {
        var options = new SettingOptions(SettingNames.DatabaseUrl);
        var command = new Command(
            "migrate",
            "Creates the tables that are missing in PostgreSQL. Existing tables stay as they are, so it can be "
            + "repeated.");
        options.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(HostSettingsReader.Load(options.Read(parsed)), output, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        HostSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        if (settings.Postgres is not { } address)
            throw new SettingsException(
                $"migrate is for PostgreSQL. Set {SettingNames.DatabaseUrl} (--database) to postgres://... With "
                + "SQLite, serve creates its tables.");
        await output.WriteLineAsync($"Connecting to {address}.");
        await using var source = NpgsqlDataSource.Create(address.ConnectionString);
        var found = await PostgresSchema.MigrateAsync(source, cancellationToken);
        await output.WriteLineAsync(found ? "The tables exist and are unchanged." : "The tables were created.");
        if (!await PostgresSchema.HasIndexAsync(source, cancellationToken))
            await output.WriteLineAsync(
                "An index that finds tracks to classify is missing. Create it while the database is idle:\n"
                + $"{PostgresFilter.CreateIndex(concurrently: true)};");
        return ExitCodes.Done;
    }
}
