namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>One PostgreSQL for all tests, started by the first that asks for it.</summary>
internal static class SharedPostgres
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(() => PostgresServer.StartAsync());

    /// <summary>The server; where PostgreSQL is not installed the test is skipped.</summary>
    public static Task<PostgresServer> StartAsync()
    {
        Demand();
        return Server.Value;
    }

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    public static void Demand()
    {
        if (!PostgresProgram.IsInstalled)
            Requirement.Missing("postgres", "PostgreSQL is not installed; install Debian's package postgresql.");
    }

    public static async Task StopAsync()
    {
        if (Server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            await (await Server.Value).DisposeAsync();
    }
}
