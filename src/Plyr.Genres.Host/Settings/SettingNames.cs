namespace Plyr.Genres.Host.Settings;

/// <summary>The names of the settings, the same in the environment and in appsettings.json.</summary>
internal static class SettingNames
{
    public const string Urls = "URLS";
    public const string DataFolder = "DATA_FOLDER";
    public const string DatabaseUrl = "DATABASE_URL";
    public const string PublicBaseUrl = "PUBLIC_BASE_URL";
    public const string ModelFile = "MODEL_FILE";
    public const string MaxUploadBytes = "MAX_UPLOAD_BYTES";
    public const string Simulator = "SIMULATOR";
    public const string VocabularyFile = "VOCABULARY_FILE";
    public const string Concurrency = "CLASSIFICATION_CONCURRENCY";
    public const string ClusterConcurrency = "CLUSTER_CONCURRENCY";
    public const string CheckinInterval = "CLUSTER_CHECKIN_SECONDS";
    public const string CheckinGrace = "CLUSTER_CHECKIN_GRACE_SECONDS";

    public const string OnDemandRunsPerClient = "ON_DEMAND_RUNS_PER_CLIENT";
    public const string OnDemandRuns = "ON_DEMAND_RUNS";

    /// <summary>
    /// ASP.NET Core's own: the names, separated by semicolons, under which the host may be addressed.
    /// </summary>
    public const string AllowedHosts = "AllowedHosts";

    /// <summary>
    /// The section whose keys are the properties of <see cref="PlyrGenresOptions"/>; in the environment
    /// PlyrGenres__Replicate__ModelVersion and so on.
    /// </summary>
    public const string PlyrGenresSection = "PlyrGenres";

    /// <summary>The section of the options of the model in this process, for example LocalModel__FfmpegPath.</summary>
    public const string LocalModelSection = "LocalModel";

    /// <summary>
    /// Whether the model is a self-hosted Cog server, which needs no token; read by the package itself.
    /// </summary>
    public const string SelfHosted = PlyrGenresSection + ":Replicate:SelfHosted";

    /// <summary>Read by the package itself; the host only looks whether they are there.</summary>
    public const string Token = "REPLICATE_API_TOKEN";
    public const string Enabled = "REPLICATE_ENABLED";
}
