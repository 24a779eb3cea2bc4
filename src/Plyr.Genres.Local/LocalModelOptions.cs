namespace Plyr.Genres;

/// <summary>
/// Specifies the model file and the limits of classification in this process. The options are read once, at the start.
/// </summary>
public sealed class LocalModelOptions
{
    /// <summary>Gets or sets the path of the model file.</summary>
    /// <value>Required. Download the file from <see cref="LocalModelDefaults.DownloadUrl"/>.</value>
    public string ModelPath { get; set; } = "";

    /// <summary>
    /// Gets or sets the maximum number of tracks that are classified at the same time. Each uses one thread.
    /// </summary>
    /// <value>Half the processors, at least 1. The minimum is 1.</value>
    public int Concurrency { get; set; } = LocalModelDefaults.Concurrency;

    /// <summary>
    /// Gets or sets the maximum duration of the audio. Longer audio fails with <see
    /// cref="GenreClassificationFailure.InvalidInput"/>.
    /// </summary>
    /// <value>4 hours. Must be positive.</value>
    public TimeSpan MaxDuration { get; set; } = LocalModelDefaults.MaxDuration;

    /// <summary>
    /// Gets or sets the maximum size of audio that is copied to a temporary file: a download or a stream. Larger audio
    /// fails with <see cref="GenreClassificationFailure.InvalidInput"/>.
    /// </summary>
    /// <value>1 GiB. Must be positive.</value>
    public long MaxDownloadBytes { get; set; } = LocalModelDefaults.MaxDownloadBytes;

    /// <summary>Gets or sets the path of ffmpeg, which decodes everything but WAV files.</summary>
    /// <value><c>ffmpeg</c>, found through the PATH.</value>
    public string FfmpegPath { get; set; } = "ffmpeg";

    /// <summary>
    /// Gets or sets whether URLs may lead to loopback, private and other addresses that are not on the public internet.
    /// Allow them only if no untrusted client chooses URLs: such a client could reach services inside the network of
    /// this process.
    /// </summary>
    /// <value>False.</value>
    public bool AllowPrivateAddresses { get; set; }
}
