using System.Globalization;
using Plyr.Genres.Host.Settings;
using Spectre.Console;

namespace Plyr.Genres.Host.Commands;

/// <summary>Shows on standard error what happens to a recording: its upload, then the wait for the model.</summary>
/// <param name="error">Standard error.</param>
/// <param name="model">What classifies.</param>
/// <param name="count">The number of recordings.</param>
internal sealed class ClassifyProgress(TextWriter error, ModelKind model, int count = 1)
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(200);

    private volatile Step _step = new("", 0);
    private int _started;

    /// <summary>Gets what was interrupted, and what happens to the run.</summary>
    public string Interruption => _step.IsUploading
        ? $"Interrupted while {_step.Name} was being uploaded. Nothing was run."
        : $"Interrupted while the model worked on {_step.Name}."
            + (model is ModelKind.Replicate ? " The run is being canceled; Replicate may charge for it." : "");

    /// <summary>Runs a classification of a recording, and shows how far it is.</summary>
    public async Task<GenreClassification> ShowAsync(
        NamedAudio recording, Func<AudioSource, Task<GenreClassification>> classify)
    {
        _step = new Step(recording.Name, 0);
        var number = count > 1 ? $" ({++_started} of {count})" : "";
        if (!Terminal.IsError(error))
        {
            await error.WriteLineAsync($"Classifying {recording.Name}{number}.");
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

    /// <summary>What is uploaded is counted while it is read. A model in this process reads the file itself.</summary>
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

    /// <summary>A file that reports how much of it was read.</summary>
    private sealed class CountedFile(string path, Action<long> report)
        : FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024,
            useAsync: true)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            report(Position);
            return read;
        }
    }
}
