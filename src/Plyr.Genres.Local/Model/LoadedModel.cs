namespace Plyr.Genres.Local.Model;

/// <summary>Loads the model when the options are validated, and keeps it for all tracks.</summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly Lock _lock = new();
    private GenreModel? _model;

    /// <summary>Returns the model, which the first call loads. The path of later calls is ignored.</summary>
    /// <param name="path">The path of the model file.</param>
    /// <exception cref="InvalidDataException">The file can't be read, or is not the model.</exception>
    public GenreModel Get(string path)
    {
        lock (_lock)
            return _model ??= GenreModel.Load(path);
    }

    public void Dispose() => _model?.Dispose();
}
