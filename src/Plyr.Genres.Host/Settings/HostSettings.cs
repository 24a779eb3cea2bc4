namespace Plyr.Genres.Host.Settings;

/// <summary>The settings of the host, which are read once at the start.</summary>
internal sealed record HostSettings
{
    /// <summary>Gets the address that the host listens on. Port 0 selects a free port.</summary>
    public Uri ListenAddress { get; init; } = new("http://127.0.0.1:5150");

    /// <summary>Gets the folder of the audio files, and of the default database.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Gets the path of the SQLite database. Ignored if <see cref="Postgres"/> is set.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>Gets the PostgreSQL database; null for SQLite.</summary>
    public PostgresAddress? Postgres { get; init; }

    /// <summary>Gets the role of this process.</summary>
    public HostRole Role { get; init; } = HostRole.Server;

    /// <summary>
    /// Gets the public address of the host, from which Replicate fetches the recordings. If null, the recordings are
    /// uploaded to Replicate.
    /// </summary>
    public Uri? PublicBaseUrl { get; init; }

    /// <summary>Gets the path of the local model, or null.</summary>
    public string? ModelFile { get; init; }

    /// <summary>Gets the maximum size of an uploaded audio file in bytes.</summary>
    public long MaxUploadBytes { get; init; } = 500_000_000;

    /// <summary>
    /// Gets whether a database is configured. By default, simulated genres are not written to a configured database.
    /// </summary>
    public bool IsDatabaseNamed { get; init; }

    /// <summary>Gets when the simulator is used instead of a model.</summary>
    public SimulatorUse Simulator { get; init; }

    /// <summary>
    /// Gets whether the writes of this process can be repeated, so that a power failure may lose the last ones.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Gets the names that may become predictions, with their aliases; null for all names.</summary>
    public VocabularyFile? Vocabulary { get; init; }

    /// <summary>Gets the number of concurrent classifications.</summary>
    public int Concurrency { get; init; } = 5;

    /// <summary>Gets the number of runs per minute that one client's requests for suggestions may start.</summary>
    public int OnDemandRunsPerClient { get; init; } = 20;

    /// <summary>Gets the number of runs per minute that all requests for suggestions may start.</summary>
    public int OnDemandRuns { get; init; } = 100;

    /// <summary>
    /// Gets the delay before the second attempt of a classification. Each following delay is four times as long, at
    /// most one hour.
    /// </summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets whether this process runs jobs. Only one process may on a SQLite database; any number on PostgreSQL.
    /// </summary>
    public bool RunJobs { get; init; } = true;

    /// <summary>
    /// Gets the number of concurrent classifications of queued backfills in all processes; null for no limit.
    /// </summary>
    public int? ClusterConcurrency { get; init; }

    /// <summary>Gets the interval in which a process with jobs reports that it is alive.</summary>
    public TimeSpan CheckinInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the time after a missed report after which other processes take over the jobs.</summary>
    public TimeSpan CheckinGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets the configuration, for the settings that the package reads itself (<c>REPLICATE_*</c>) and for logging.
    /// </summary>
    public required IConfiguration Configuration { get; init; }

    public string AudioFolder => Path.Combine(DataFolder, "audio");

    /// <summary>Gets the kind of model.</summary>
    public ModelKind Model
    {
        get
        {
            if (ModelFile is not null)
                return ModelKind.Local;
            return IsSimulatorChosen ? ModelKind.Simulator : ApiModel;
        }
    }

    /// <summary>Gets the kind of model without a model file: a Cog server, Replicate, or none.</summary>
    public ModelKind ApiModel
    {
        get
        {
            if (bool.TryParse(Configuration[SettingNames.SelfHosted], out var selfHosted) && selfHosted)
                return ModelKind.SelfHosted;
            return string.IsNullOrWhiteSpace(Configuration[SettingNames.Token]) ? ModelKind.None : ModelKind.Replicate;
        }
    }

    /// <summary>Gets whether the model fetches recordings from this host. Otherwise the files are sent.</summary>
    public bool ModelFetches => PublicBaseUrl is not null && Model is (ModelKind.Replicate or ModelKind.SelfHosted);

    /// <summary>Gets the name of the database for messages, without a password.</summary>
    public string Database => Postgres?.ToString() ?? DatabasePath;

    private bool IsSimulatorChosen => ApiModel is ModelKind.None && Simulator switch
    {
        SimulatorUse.On => true,
        SimulatorUse.Auto => !IsDatabaseNamed,
        _ => false,
    };
}
