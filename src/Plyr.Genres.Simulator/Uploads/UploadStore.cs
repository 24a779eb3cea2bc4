using System.Security.Cryptography;

namespace Plyr.Genres.Simulator;

/// <summary>Stores the uploaded files until they are deleted or expire.</summary>
internal sealed class UploadStore(SimulatorOptions options)
{
    private readonly Lock _lock = new();
    private readonly List<Upload> _uploads = [];

    /// <summary>Gets the files without their content, newest first.</summary>
    public IReadOnlyList<UploadedFile> Files => [.. Present.Select(upload => upload.File)];

    /// <summary>Gets the files, newest first.</summary>
    public IReadOnlyList<Upload> Present
    {
        get
        {
            lock (_lock)
            {
                RemoveAll(upload => upload.File.ExpiresAt <= options.TimeProvider.GetUtcNow());
                return [.. _uploads.AsEnumerable().Reverse()];
            }
        }
    }

    /// <summary>Returns the id of the file that an address belongs to, or null for any other address.</summary>
    public static string? IdIn(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.AbsolutePath.StartsWith(UploadEndpoints.Path + "/", StringComparison.Ordinal)
        && uri.AbsolutePath[(UploadEndpoints.Path.Length + 1)..] is { Length: > 0 } id
            ? id
            : null;

    public Upload Add(SpooledAudio content, string name, string contentType, string metadata)
    {
        var now = options.TimeProvider.GetUtcNow();
        var id = Convert.ToBase64String(RandomNumberGenerator.GetBytes(36)).Replace('+', 'x').Replace('/', 'y');
        var file = new UploadedFile(id, name, contentType, content.Size, content.Sha256, now, now + options.FileExpiry);
        var upload = new Upload(file, content, metadata);
        lock (_lock)
            _uploads.Add(upload);
        return upload;
    }

    public Upload? Find(string id) => Present.FirstOrDefault(upload => upload.File.Id == id);

    /// <returns>Whether the file was present.</returns>
    public bool Remove(string id)
    {
        lock (_lock)
            return RemoveAll(upload => upload.File.Id == id);
    }

    private bool RemoveAll(Predicate<Upload> match)
    {
        var removed = _uploads.FindAll(match);
        removed.ForEach(upload => upload.Audio.Dispose());
        return _uploads.RemoveAll(match) > 0;
    }
}

/// <summary>An uploaded file with its content and the client's metadata.</summary>
internal sealed record Upload(UploadedFile File, SpooledAudio Audio, string Metadata);
