namespace Plyr.Genres.Reliability.Soak;

/// <summary>
/// The tracks of a long run in one database, and what people and other systems change in them directly.
/// </summary>
internal interface ISoakDatabase : IAsyncDisposable
{
    /// <summary>The host's own store over these tracks.</summary>
    ITrackExtraStore Store { get; }

    /// <summary>What a process of the host is told so that it works on them.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The commands of the host that are kept running, and killed.</summary>
    IReadOnlyList<string> Commands { get; }

    /// <summary>Where the model fetches a file.</summary>
    Uri Audio(string fileId);

    Task CreateAsync(long id, string fileId);

    Task DeleteAsync(long id);

    Task ReplaceAudioAsync(long id, string fileId);

    /// <returns>False when the track had the tag.</returns>
    Task<bool> AddTagAsync(long id, string name);

    Task RemoveTagAsync(long id, string name);

    /// <summary>Sets a key of <c>extra</c> and leaves the rest to the database.</summary>
    Task SetKeyAsync(long id, string key, string json);

    Task<string?> ReadExtraAsync(long id);

    /// <summary>
    /// Closes what this process has open, and says of each connection that is open all the same what it does.
    /// </summary>
    Task<IReadOnlyList<string>> CloseAndListConnectionsLeftAsync();
}
