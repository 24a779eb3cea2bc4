using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>A received file that is not in its place yet. Disposing it removes what was not placed.</summary>
internal sealed class IncomingAudio(
    StoredAudio audio, AudioDescription description, string temporaryPath, string path) : IDisposable
{
    public StoredAudio Audio => audio;

    public AudioDescription Description => description;

    public bool IsPlaced { get; private set; }

    /// <summary>
    /// Moves the file to its place in one step, over a file with the same content. Called again, as by a transaction
    /// that is tried again, it checks that the file is still there.
    /// </summary>
    /// <exception cref="IOException">The file was placed, and was removed since.</exception>
    public void Place()
    {
        if (IsPlaced)
        {
            if (!File.Exists(path))
                throw new IOException("The audio file was removed while its track was being stored; upload it again.");
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
    /// Removes a temporary file. One that can't be removed now is removed by the next start, and must not hide the
    /// upload's own result.
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
