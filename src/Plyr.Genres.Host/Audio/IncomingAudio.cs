using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>A received file that is not yet in its place. Disposing it removes what was not placed.</summary>
internal sealed class IncomingAudio(StoredAudio audio, string temporaryPath, string path) : IDisposable
{
    private bool _placed;

    public StoredAudio Audio => audio;

    /// <summary>
    /// Moves the file to its place in one step. The same content may lie there already; then this copy takes its place. Called again, as
    /// by a transaction that is tried again, it makes sure that the file still lies there.
    /// </summary>
    /// <exception cref="IOException">The file was placed, and somebody removed it since.</exception>
    public void Place()
    {
        if (_placed)
        {
            if (!File.Exists(path))
                throw new IOException("The audio file was removed while its track was being stored; upload it again.");
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporaryPath, path, overwrite: true);
        _placed = true;
    }

    public void Dispose() => File.Delete(temporaryPath);
}
