using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Plyr.Genres.Host.Audio;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;
using Plyr.Genres.Options;

namespace Plyr.Genres.IntegrationTests.Fuzzing;

/// <summary>What an operator or a visitor hands in: settings, and an upload.</summary>
internal static class HostTargets
{
    private static readonly string[] PackageNames =
        ["REPLICATE_ENABLED", "REPLICATE_API_TOKEN", "REPLICATE_TOP_N", "REPLICATE_TIMEOUT_SECONDS"];
    private static readonly string[] HostNames = [
        SettingNames.Urls,
        SettingNames.DataFolder,
        SettingNames.DatabaseUrl,
        SettingNames.PublicBaseUrl,
        SettingNames.MaxUploadBytes,
        SettingNames.Concurrency,
        SettingNames.Simulator,
    ];

    public static FuzzTarget Configuration { get; } = new("configuration", () => ReadConfiguration, Text.All(
        "true\nr8_token\n10\n120", "off\n\n400\n5", " YES \n r8_x \n 1 \n 3600.5", "1\nr8 x\n-1\n1e300"));

    public static FuzzTarget HostSettings { get; } = new("host settings", () => ReadHostSettings, Text.All(
        "http://127.0.0.1:5150\ndata\nsqlite:plyr.db\nhttps://plyr.example\n1000000\n5\nauto",
        "http://*:80\ndata\npostgres://user:secret@db/plyr\n\n\n100\noff"));

    public static FuzzTarget Metadata { get; } = new("metadata", () => ReadMetadata,
        [
            .. Text.All(
                "fLaC\0\0\0\u0022",
                "OggS\0\u0002",
                "ID3\u0004\0",
                "RIFF$\0\0\0WAVEfmt ",
                "FORM\0\0\0\0AIFFCOMM",
                "\0\0\0 ftypM4A "),
            [0xFF, 0xFB, 0x90, 0x64],
            [0x1A, 0x45, 0xDF, 0xA3],
        ])
    {
        // The library reserves what a block of a FLAC file announces, up to 16 MiB, more than once.
        Memory = 64 * 1024 * 1024,
        Share = 20,
    };

    public static FuzzTarget Search { get; } =
        new("search", () => ReadSearch, Text.All("Éclair  de NUIT", "7", "12.YW1iaWVudA", "-1.", "\uFFFE\u0301"));

    private static void ReadSearch(ReadOnlySpan<byte> input)
    {
        var text = Text.Of(input);
        Demand.That(
            SearchText.Words(text).All(word => word.Length > 0 && !word.Any(char.IsControl)), "A word is printable.");
        Demand.That(
            TrackCursor.Parse(text) is not { } cursor || TrackCursor.Parse(cursor.ToString()) == cursor,
            "A cursor is read as it was written.");
    }

    private static void ReadConfiguration(ReadOnlySpan<byte> input)
    {
        var configure = new ConfigurationOptions(Parse(PackageNames, input), root: null);
        var validator = new PlyrGenresOptionsValidator(() => true);
        var factory = new PlyrGenresOptionsFactory(
            [configure], [], [validator], NullLogger<PlyrGenresOptions>.Instance);
        try
        {
            var options = factory.Create(string.Empty);
            Demand.That(
                options.TopN is >= 1 and <= 400
                    && options.Timeout >= TimeSpan.FromSeconds(5)
                    && options.Timeout <= TimeSpan.FromHours(1),
                "What is accepted is in range.");
        }
        catch (OptionsValidationException)
        {
            // A value that can't be used is refused like this.
        }
    }

    private static void ReadHostSettings(ReadOnlySpan<byte> input)
    {
        try
        {
            _ = HostSettingsReader.Read(Parse(HostNames, input));
        }
        catch (SettingsException exception)
        {
            var isOfDatabase = exception.Message.StartsWith(SettingNames.DatabaseUrl, StringComparison.Ordinal);
            Demand.That(
                !isOfDatabase || !exception.Message.Contains("secret@", StringComparison.Ordinal),
                "A password is not shown.");
        }
    }

    private static void ReadMetadata(ReadOnlySpan<byte> input)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, input);
            Demand.That(AudioMetadata.Recognize(path) is null or { Duration: not null }, "Only audio is recognised.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>One setting a line, in the order of the names.</summary>
    private static IConfiguration Parse(string[] names, ReadOnlySpan<byte> input)
    {
        var lines = Text.Of(input).Split('\n');
        var values = names.Take(lines.Length).Select(
            (name, position) => KeyValuePair.Create(name, (string?)lines[position]));
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }
}
