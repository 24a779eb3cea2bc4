using System.Globalization;

namespace Plyr.Genres.Host.Settings;

/// <summary>Reads and validates <see cref="HostSettings"/>.</summary>
internal static class HostSettingsReader
{
    private const string SqlitePrefix = "sqlite:";

    /// <summary>Reads appsettings.json in the program's folder, the environment and the command line.</summary>
    public static HostSettings Load(IReadOnlyDictionary<string, string?>? commandLine = null)
    {
        var configuration = new ConfigurationManager();
        configuration.SetBasePath(AppContext.BaseDirectory);
        configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: true).AddEnvironmentVariables();
        // ASPNETCORE_URLS has the same meaning as URLS.
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        if (commandLine is not null)
            configuration.AddInMemoryCollection(commandLine);
        return Read(configuration);
    }

    public static HostSettings Read(IConfiguration configuration)
    {
        var dataFolder = FullPath(
            SettingNames.DataFolder,
            Text(configuration, SettingNames.DataFolder) ?? DefaultDataFolder(),
            Environment.CurrentDirectory);
        var url = Text(configuration, SettingNames.DatabaseUrl);
        var postgres = url is not null && PostgresAddress.IsMeantBy(url) ? PostgresAddress.Parse(url) : null;
        var settings = new HostSettings
        {
            Configuration = configuration,
            DataFolder = dataFolder,
            DatabasePath = DatabasePath(postgres is null ? url : null, dataFolder),
            Postgres = postgres,
            IsDatabaseNamed = url is not null,
        };
        return settings with
        {
            ListenAddress = HttpUrl(configuration, SettingNames.Urls, AnyAddress) ?? settings.ListenAddress,
            Vocabulary = ReadVocabulary(configuration),
            ClusterConcurrency = Text(configuration, SettingNames.ClusterConcurrency) is null
                ? null
                : (int)Number(configuration, SettingNames.ClusterConcurrency, 0, 1, 10_000),
            CheckinInterval = Seconds(configuration, SettingNames.CheckinInterval, settings.CheckinInterval),
            CheckinGrace = Seconds(configuration, SettingNames.CheckinGrace, settings.CheckinGrace),
            PublicBaseUrl = HttpUrl(configuration, SettingNames.PublicBaseUrl),
            ModelFile = Text(configuration, SettingNames.ModelFile) is { } model
                ? FullPath(SettingNames.ModelFile, model, Environment.CurrentDirectory)
                : null,
            MaxUploadBytes =
                Number(configuration, SettingNames.MaxUploadBytes, settings.MaxUploadBytes, 1, 100_000_000_000),
            Concurrency = (int)Number(configuration, SettingNames.Concurrency, settings.Concurrency, 1, 100),
            OnDemandRunsPerClient = (int)Number(
                configuration, SettingNames.OnDemandRunsPerClient, settings.OnDemandRunsPerClient, 1, 100_000),
            OnDemandRuns = (int)Number(configuration, SettingNames.OnDemandRuns, settings.OnDemandRuns, 1, 100_000),
            Simulator = Text(configuration, SettingNames.Simulator) switch
            {
                null or "auto" => SimulatorUse.Auto,
                "on" => SimulatorUse.On,
                "off" => SimulatorUse.Off,
                var other => throw new SettingsException(
                    $"{SettingNames.Simulator} is '{other}'; it must be auto, on or off."),
            },
        };
    }

    private static VocabularyFile? ReadVocabulary(IConfiguration configuration)
    {
        if (Text(configuration, SettingNames.VocabularyFile) is not { } path)
            return null;
        return VocabularyFile.Read(
            FullPath(SettingNames.VocabularyFile, path, Environment.CurrentDirectory),
            AliasesOf(configuration));
    }

    /// <summary>
    /// Returns the project's folder for a build, and the user's application data for a published program, which may be
    /// started in any folder.
    /// </summary>
    private static string DefaultDataFolder()
    {
        if (AppContext.GetData("Plyr.Genres.Host.DataFolder") is string projectFolder)
            return projectFolder;
        var folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? Path.Combine(folder, "plyr-genres")
            : throw new SettingsException(
                $"This account has no folder for application data. Set {SettingNames.DataFolder} to a folder.");
    }

    private static string DatabasePath(string? url, string dataFolder) => url switch
    {
        null => Path.Combine(dataFolder, "plyr-genres.db"),
        // Programs read three slashes differently: as an absolute path, or, in SQLAlchemy, as a relative one.
        _ when url.StartsWith($"{SqlitePrefix}//", StringComparison.OrdinalIgnoreCase) => throw new SettingsException(
            $"{SettingNames.DatabaseUrl} begins with sqlite://, which is ambiguous. Use sqlite:NAME.db for a file "
            + "in the data folder, or sqlite:/FOLDER/NAME.db."),
        _ when url.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase) && url.Length > SqlitePrefix.Length =>
            FullPath(SettingNames.DatabaseUrl, url[SqlitePrefix.Length..], dataFolder),
        // Without the value, because the URL of another database may contain a password.
        _ => throw new SettingsException(
            $"{SettingNames.DatabaseUrl} must be sqlite: with the path of a file, for example "
            + "sqlite:plyr-genres.db, or postgres://USER@HOST/DATABASE."),
    };

    private static IEnumerable<string> AliasesOf(IConfiguration configuration) => configuration
        .GetSection($"{SettingNames.PlyrGenresSection}:{nameof(PlyrGenresOptions.Aliases)}")
        .GetChildren()
        .Select(alias => alias.Value ?? "");

    private static string FullPath(string name, string path, string folder) =>
        path.Contains('\0', StringComparison.Ordinal)
            ? throw new SettingsException($"{name} contains a NUL character. Remove it.")
            : Path.GetFullPath(path, folder);

    private static Uri? HttpUrl(IConfiguration configuration, string name, Func<string, string>? rewrite = null)
    {
        if (Text(configuration, name) is not { } text)
            return null;
        if (text.Contains('@', StringComparison.Ordinal))
        {
            throw new SettingsException(
                $"{name} contains a user name or a password, which is not supported. Remove the part before the @.");
        }

        return Uri.TryCreate(rewrite?.Invoke(text) ?? text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.Query.Length == 0
            ? url
            : throw new SettingsException(
                $"{name} is '{text}'; it must be one absolute http or https URL, for example http://127.0.0.1:5150.");
    }

    /// <summary>Replaces ASP.NET Core's wildcards, which aren't valid URLs, with [::].</summary>
    private static string AnyAddress(string url) =>
        url.Replace("://+", "://[::]", StringComparison.Ordinal).Replace("://*", "://[::]", StringComparison.Ordinal);

    private static TimeSpan Seconds(IConfiguration configuration, string name, TimeSpan fallback) =>
        TimeSpan.FromSeconds(Number(configuration, name, (long)fallback.TotalSeconds, 1, 3600));

    private static long Number(IConfiguration configuration, string name, long fallback, long min, long max)
    {
        if (Text(configuration, name) is not { } text)
            return fallback;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
            ? number
            : throw new SettingsException($"{name} is '{text}'; it must be a whole number from {min} to {max}.");
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
