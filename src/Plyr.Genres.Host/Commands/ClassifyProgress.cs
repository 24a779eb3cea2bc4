using System.Globalization;
using Plyr.Genres.Host.Settings;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Shows the progress of a classification on standard error: upload, then waiting for the model.</summary>
/// <param name="error">Standard error.</param>
/// <param name="model">The kind of model.</param>
/// <param name="count">The number of recordings.</param>
/// <param name="modelName">The name of the model if there are several; otherwise null.</param>
internal sealed class ClassifyProgress(TextWriter error, ModelKind model, int count = 1, string? modelName = null)
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(200);

    private volatile Step _step = new("", 0);
    private int _started;

    /// <summary>Gets the message about an interruption: what was interrupted, and what happens to the run.</summary>
    public string Interruption => _step.IsUploading
        ? $"Interrupted while {_step.Name} was being uploaded. Nothing was run."
        : $"Interrupted while the model worked on {_step.Name}."
            + (model is ModelKind.Replicate ? " The run is being canceled; Replicate may charge for it." : "");

    /// <summary>Runs a classification and shows its progress.</summary>
    public async Task<GenreClassification> ShowAsync(
        NamedAudio recording, Func<AudioSource, Task<GenreClassification>> classify)
    {
        _step = new Step(recording.Name, 0);
        var number = count > 1 ? $" ({++_started} of {count})" : "";
        var with = modelName is null ? "" : $" with {modelName}";
        if (!Terminal.IsError(error))
        {
            await error.WriteLineAsync($"Classifying {recording.Name}{with}{number}.");
            return await classify(Watched(recording));
        }

        var work = classify(Watched(recording));
        await Terminal.ForError(error).Status().StartAsync(Markup.Escape($"{_step}{number}"), async status =>
        {
            while (await Task.WhenAny(work, Task.Delay(RefreshInterval)) != work)
                status.Status(Markup.Escape($"{_step}{number}"));
        });
        return await work;
    }

    /// <summary>
    /// Returns the audio, with the progress of its upload counted. The local model reads the file without an upload.
    /// </summary>
    private AudioSource Watched(NamedAudio recording)
    {
        if (recording.Audio.FilePath is not { } path || model is ModelKind.Local)
            return recording.Audio;
        var length = new FileInfo(path).Length;
        return AudioSource.FromStream(
            cancellationToken =>
            {
                _step = new Step(recording.Name, length);
                return Task.FromResult<Stream>(new CountedFile(path, read => _step = _step with { Read = read }));
            },
            recording.Audio.FileName,
            recording.Audio.MediaType,
            length);
    }

    private sealed record Step(string Name, long Length, long Read = 0)
    {
        public bool IsUploading => Read < Length;

        public override string ToString() => IsUploading
            ? string.Create(
                CultureInfo.InvariantCulture, $"{Name}: uploading, {Read / 1000:N0} of {Length / 1000:N0} kB")
            : $"{Name}: waiting for the model";
    }

    /// <summary>Represents a file that reports its read position.</summary>
    private sealed class CountedFile(string path, Action<long> report) : FileStream(path, Options)
    {
        private static readonly FileStreamOptions Options = new()
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 64 * 1024,
            Options = FileOptions.Asynchronous,
        };

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            report(Position);
            return read;
        }
    }
}
