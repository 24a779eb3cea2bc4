using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>Represents a received temporary file. Disposing it deletes the file unless it was placed.</summary>
internal sealed class IncomingAudio(
    StoredAudio audio, AudioDescription description, string temporaryPath, string path) : IDisposable
{
    public StoredAudio Audio => audio;

    public AudioDescription Description => description;

    public bool IsPlaced { get; private set; }

    /// <summary>
    /// Moves the file to the audio folder, replacing a file with the same content. A second call, in a retried
    /// transaction, checks that the file still exists.
    /// </summary>
    /// <exception cref="IOException">The file was deleted after the first call.</exception>
    public void Place()
    {
        if (IsPlaced)
        {
            if (!File.Exists(path))
                throw new IOException("The audio file was deleted while its track was being stored. Upload it again.");
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporaryPath, path, overwrite: true);
        IsPlaced = true;
    }

    public void Dispose()
    {
        if (!IsPlaced)
            RemoveTemporary(temporaryPath);
    }

    /// <summary>
    /// Deletes a temporary file. Ignores failures, which must not hide the result of the upload; the next start deletes
    /// the file.
    /// </summary>
    public static void RemoveTemporary(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
