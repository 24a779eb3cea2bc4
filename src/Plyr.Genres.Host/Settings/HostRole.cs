namespace Plyr.Genres.Host.Settings;

/// <summary>Specifies the role of a process.</summary>
internal enum HostRole
{
    /// <summary>Serves the API and the page, with or without jobs.</summary>
    Server,

    /// <summary>Runs jobs, without a web server.</summary>
    Worker,

    /// <summary>Runs a backfill, without a web server.</summary>
    Backfill,

    /// <summary>Runs a command that doesn't use the model, without a web server.</summary>
    Command,
}
