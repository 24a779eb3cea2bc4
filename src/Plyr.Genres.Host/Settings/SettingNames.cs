namespace Plyr.Genres.Host.Settings;

/// <summary>Provides the names of the settings, both in the environment and in appsettings.json.</summary>
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
    /// The setting of ASP.NET Core for the accepted host names, separated by semicolons.
    /// </summary>
    public const string AllowedHosts = "AllowedHosts";

    /// <summary>
    /// The section whose keys are the properties of <see cref="PlyrGenresOptions"/>; in the environment
    /// PlyrGenres__Replicate__ModelVersion and so on.
    /// </summary>
    public const string PlyrGenresSection = "PlyrGenres";

    /// <summary>The section of the local model's options, for example LocalModel__FfmpegPath.</summary>
    public const string LocalModelSection = "LocalModel";

    /// <summary>
    /// Whether the model is a self-hosted Cog server, which needs no token. The package reads it itself.
    /// </summary>
    public const string SelfHosted = PlyrGenresSection + ":Replicate:SelfHosted";

    /// <summary>The API token, which the package reads itself. The host only checks whether it is set.</summary>
    public const string Token = "REPLICATE_API_TOKEN";

    /// <summary>Whether classification is enabled. The package reads it itself.</summary>
    public const string Enabled = "REPLICATE_ENABLED";
}
