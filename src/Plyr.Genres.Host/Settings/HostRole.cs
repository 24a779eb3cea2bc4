namespace Plyr.Genres.Host.Settings;

/// <summary>What a process is.</summary>
internal enum HostRole
{
    /// <summary>Serves the API and the page, with or without jobs.</summary>
    Server,

    /// <summary>Runs jobs and listens nowhere.</summary>
    Worker,

    /// <summary>Classifies until it is done, and listens nowhere.</summary>
    Backfill,

    /// <summary>Runs one command that asks no model, and listens nowhere.</summary>
    Command,
}
