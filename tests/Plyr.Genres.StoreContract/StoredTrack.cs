namespace Plyr.Genres.StoreContract;

/// <summary>A row as the host's own code would write it, before genre tagging sees it.</summary>
public sealed record StoredTrack
{
    public string? FileId { get; init; } = "file-1";

    /// <summary>
    /// Null: the track must not be sent. A host that makes its URLs itself gives any URL where this is not null.
    /// </summary>
    public Uri? AudioUrl { get; init; } = new("https://audio.example/tracks/file-1.mp3");

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The whole <c>extra</c> document; null where the row has none.</summary>
    public string? Extra { get; init; } = "{}";

    public string? Title { get; init; } = "A title";

    public string? Artist { get; init; } = "An artist";

    public DateTimeOffset? CreatedAt { get; init; } = new DateTimeOffset(2024, 2, 29, 12, 30, 15, TimeSpan.Zero);
}
