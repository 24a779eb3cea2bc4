using System.Globalization;

namespace Plyr.Genres.Host.Settings;

/// <summary>Reads <see cref="HostSettings"/> from the configuration, and refuses what can't be used.</summary>
internal static class HostSettingsReader
{
    private const string SqlitePrefix = "sqlite:";

    /// <summary>appsettings.json beside the program, then the environment, then what the command line said.</summary>
    public static HostSettings Load(IReadOnlyDictionary<string, string?>? commandLine = null)
    {
        var configuration = new ConfigurationManager();
        configuration.SetBasePath(AppContext.BaseDirectory);
        configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: true).AddEnvironmentVariables();
        // ASP.NET Core's own names (ASPNETCORE_URLS) mean the same as without their prefix.
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        if (commandLine is not null)
            configuration.AddInMemoryCollection(commandLine);
        return Read(configuration);
    }

    public static HostSettings Read(IConfiguration configuration)
    {
        var dataFolder = FullPath(
            SettingNames.DataFolder, Text(configuration, SettingNames.DataFolder) ?? DefaultDataFolder(),
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
            Vocabulary = Text(configuration, SettingNames.VocabularyFile) is { } vocabulary
                ? VocabularyFile.Read(
                    FullPath(SettingNames.VocabularyFile, vocabulary, Environment.CurrentDirectory),
                    AliasesOf(configuration))
                : null,
            ClusterConcurrency = Text(configuration, SettingNames.ClusterConcurrency) is null
                ? null
                : (int)Number(configuration, SettingNames.ClusterConcurrency, 0, 1, 10_000),
            CheckinInterval = TimeSpan.FromSeconds(
                Number(
                    configuration, SettingNames.CheckinInterval, (long)settings.CheckinInterval.TotalSeconds, 1, 3600)),
            CheckinGrace = TimeSpan.FromSeconds(
                Number(configuration, SettingNames.CheckinGrace, (long)settings.CheckinGrace.TotalSeconds, 1, 3600)),
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
                var other =>
                    throw new SettingsException($"{SettingNames.Simulator} is '{other}'; it must be auto, on or off."),
            },
        };
    }

    /// <summary>
    /// A program that was published may be started from anywhere, so its data lies in the user's own folder; one that
    /// was only built keeps it in the project's folder, which the build writes down.
    /// </summary>
    private static string DefaultDataFolder()
    {
        if (AppContext.GetData("Plyr.Genres.Host.DataFolder") is string ofTheCheckout)
            return ofTheCheckout;
        var folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? Path.Combine(folder, "plyr-genres")
            : throw new SettingsException(
                $"This account has no folder for application data; set {SettingNames.DataFolder} to the folder to "
                + "use.");
    }

    private static string DatabasePath(string? url, string dataFolder) => url switch
    {
        null => Path.Combine(dataFolder, "plyr-genres.db"),
        // Some read three slashes as a path from the root, and SQLAlchemy as one from the current folder.
        _ when url.StartsWith($"{SqlitePrefix}//", StringComparison.OrdinalIgnoreCase) => throw new SettingsException(
            $"{SettingNames.DatabaseUrl} begins with sqlite://, which is ambiguous. Use sqlite:NAME.db for a file "
            + "in the data folder, or sqlite:/FOLDER/NAME.db."),
        _ when url.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase) && url.Length > SqlitePrefix.Length =>
            FullPath(SettingNames.DatabaseUrl, url[SqlitePrefix.Length..], dataFolder),
        // Not the value itself: the URL of another database may hold a password.
        _ =>
            throw new SettingsException(
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
            throw new SettingsException(
                $"{name} contains a user name or a password, which is not accepted; leave out what precedes the @.");
        return Uri.TryCreate(rewrite?.Invoke(text) ?? text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.Query.Length == 0
            ? url
            : throw new SettingsException(
                $"{name} is '{text}'; it must be one absolute http or https URL, for example http://127.0.0.1:5150.");
    }

    /// <summary>ASP.NET Core's wildcards are not URLs. [::] means the same: every address of the machine.</summary>
    private static string AnyAddress(string url) =>
        url.Replace("://+", "://[::]", StringComparison.Ordinal).Replace("://*", "://[::]", StringComparison.Ordinal);

    private static long Number(IConfiguration configuration, string name, long fallback, long least, long most)
    {
        if (Text(configuration, name) is not { } text)
            return fallback;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw new SettingsException($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
