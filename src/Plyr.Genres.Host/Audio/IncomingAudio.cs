using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>A received file that is not yet in its place. Disposing it removes what was not placed.</summary>
internal sealed class IncomingAudio(StoredAudio audio, string temporaryPath, string path) : IDisposable
{
    public StoredAudio Audio => audio;

    /// <summary>Moves the file to its place in one step. The same content may lie there already; then this copy takes its place.</summary>
    public void Place()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporaryPath, path, overwrite: true);
    }

    public void Dispose() => File.Delete(temporaryPath);
}
