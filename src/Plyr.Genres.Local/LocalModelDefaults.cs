namespace Plyr.Genres;

/// <summary>
/// Provides the default values of <see cref="LocalModelOptions"/>, and the address and hash of the model file.
/// </summary>
public static class LocalModelDefaults
{
    /// <summary>
    /// The name of the model file: effnet-discogs for a dynamic number of patches, with 400 genres and styles.
    /// </summary>
    public const string FileName = "discogs-effnet-bsdynamic-1.onnx";

    /// <summary>The address of the model file. The package never downloads it.</summary>
    public const string DownloadUrl = "https://essentia.upf.edu/models/feature-extractors/discogs-effnet/" + FileName;

    /// <summary>The SHA-256 of the model file.</summary>
    public const string Sha256 = "a280825b334797cf677939db8cd5762c0392aedd0ca6415dbc1cd083f045e43c";

    /// <summary>The maximum size of a download or of a stream: 1 GiB.</summary>
    public const long MaxDownloadBytes = 1024 * 1024 * 1024;

    /// <summary>Gets the maximum duration of the audio: 4 hours.</summary>
    public static TimeSpan MaxDuration { get; } = TimeSpan.FromHours(4);

    /// <summary>
    /// Gets the number of tracks that are classified at the same time: half the processors, at least 1.
    /// </summary>
    public static int Concurrency { get; } = Math.Max(1, Environment.ProcessorCount / 2);
}
