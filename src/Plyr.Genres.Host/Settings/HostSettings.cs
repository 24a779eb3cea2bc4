namespace Plyr.Genres.Host.Settings;

/// <summary>What the host is told from outside, read once at the start.</summary>
internal sealed record HostSettings
{
    /// <summary>Where the host listens. Port 0 takes a free one.</summary>
    public Uri ListenAddress { get; init; } = new("http://127.0.0.1:5150");

    /// <summary>The folder of the audio files, and of the database when none is named.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The SQLite database file; not used where there is a <see cref="Postgres"/>.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>The PostgreSQL database, or null where SQLite is used.</summary>
    public PostgresAddress? Postgres { get; init; }

    /// <summary>What this process is.</summary>
    public HostRole Role { get; init; } = HostRole.Server;

    /// <summary>
    /// The host's address as Replicate reaches it, which saves the upload of each recording; null when it can't be
    /// reached from outside.
    /// </summary>
    public Uri? PublicBaseUrl { get; init; }

    /// <summary>The model file that is used in this process, or null.</summary>
    public string? ModelFile { get; init; }

    /// <summary>The largest audio file that is accepted, in bytes.</summary>
    public long MaxUploadBytes { get; init; } = 500_000_000;

    /// <summary>
    /// Whether the database was named, so that invented genres must not be written to it by accident.
    /// </summary>
    public bool IsDatabaseNamed { get; init; }

    /// <summary>When the simulator may answer in place of a model.</summary>
    public SimulatorUse Simulator { get; init; }

    /// <summary>
    /// Whether everything that this process writes can be written again, so that a power failure may lose its last
    /// writes.
    /// </summary>
    public bool IsRepeatable { get; init; }

    /// <summary>The names that become predictions, with their aliases; null for all names of the model.</summary>
    public VocabularyFile? Vocabulary { get; init; }

    /// <summary>How many classifications run at once.</summary>
    public int Concurrency { get; init; } = 5;

    /// <summary>How many runs per minute one client may cause by asking for suggestions.</summary>
    public int OnDemandRunsPerClient { get; init; } = 20;

    /// <summary>How many runs per minute all clients together may cause by asking for suggestions.</summary>
    public int OnDemandRuns { get; init; } = 100;

    /// <summary>
    /// How long a failed classification waits for its second try; each further wait is four times as long, an hour at
    /// most.
    /// </summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether this process runs the jobs. Only one process on a SQLite file may; on PostgreSQL any number.
    /// </summary>
    public bool RunJobs { get; init; } = true;

    /// <summary>
    /// How many classifications of a queued backfill run at once in all processes; null: as many as the processes can.
    /// </summary>
    public int? ClusterConcurrency { get; init; }

    /// <summary>How often a process with jobs says that it is alive.</summary>
    public TimeSpan CheckinInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long after a missed sign of life the others take a process's jobs over.</summary>
    public TimeSpan CheckinGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The whole configuration, for the settings that the package reads itself (<c>REPLICATE_*</c>) and for logging.
    /// </summary>
    public required IConfiguration Configuration { get; init; }

    public string AudioFolder => Path.Combine(DataFolder, "audio");

    /// <summary>What classifies.</summary>
    public ModelKind Model
    {
        get
        {
            if (ModelFile is not null)
                return ModelKind.Local;
            return IsSimulatorChosen ? ModelKind.Simulator : ApiModel;
        }
    }

    /// <summary>What classifies when no model file is set: a Cog server, Replicate, or nothing.</summary>
    public ModelKind ApiModel
    {
        get
        {
            if (bool.TryParse(Configuration[SettingNames.SelfHosted], out var selfHosted) && selfHosted)
                return ModelKind.SelfHosted;
            return string.IsNullOrWhiteSpace(Configuration[SettingNames.Token]) ? ModelKind.None : ModelKind.Replicate;
        }
    }

    /// <summary>Whether the model fetches recordings from this host. Otherwise it gets the files.</summary>
    public bool ModelFetches => PublicBaseUrl is not null && Model is (ModelKind.Replicate or ModelKind.SelfHosted);

    /// <summary>Which database it is, for people.</summary>
    public string Database => Postgres?.ToString() ?? DatabasePath;

    private bool IsSimulatorChosen => ApiModel is ModelKind.None && Simulator switch
    {
        SimulatorUse.On => true,
        SimulatorUse.Auto => !IsDatabaseNamed,
        _ => false,
    };
}
