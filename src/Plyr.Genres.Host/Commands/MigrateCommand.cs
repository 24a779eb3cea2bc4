using System.CommandLine;
using Npgsql;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage.Postgres;

namespace Plyr.Genres.Host.Commands;

/// <summary><c>migrate</c>: makes the tables in PostgreSQL that are missing.</summary>
internal static class MigrateCommand
{
    public static Command Create(TextWriter output)
    {
        var options = new SettingOptions();
        var command = new Command(
            "migrate",
            "Makes the tables that are missing in PostgreSQL, and changes none that is there. Safe to run again, and "
            + "twice at once.");
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
                $"Only PostgreSQL is migrated by hand; set {SettingNames.DatabaseUrl} to postgres://... With SQLite, "
                + "serve makes its tables itself.");
        await using var source = NpgsqlDataSource.Create(address.ConnectionString);
        var found = await PostgresSchema.MigrateAsync(source, cancellationToken);
        await output.WriteLineAsync(
            found ? $"The tables of {address} were there; they are unchanged." : $"The tables of {address} are made.");
        if (!await PostgresSchema.HasIndexAsync(source, cancellationToken))
            await output.WriteLineAsync(
                $"This makes it cheap to find what needs classification; run it at a quiet "
                + $"time:\n{PostgresFilter.CreateIndex(concurrently: true)};");
        return ExitCodes.Done;
    }
}
