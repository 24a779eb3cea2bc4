using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Plyr.Genres.Host.Settings;
using Plyr.Genres.Host.Storage;

namespace Plyr.Genres.Host.Audio;

/// <summary>Stores audio files by the SHA-256 of their content, so that each recording is stored once.</summary>
/// <remarks>
/// A file id is untrusted, because other programs can write the rows. Only <see cref="PathOf"/> converts it to a path,
/// after validation.
/// </remarks>
internal sealed class AudioStore(HostSettings settings, AudioInspector inspector)
{
    private const int BufferSize = 128 * 1024;
    private const long MinFreeSpace = 1024 * 1024;

    private readonly string _folder = settings.AudioFolder;
    private readonly string _incoming = Path.Combine(settings.AudioFolder, "incoming");
    private long _requiredSpace = MinFreeSpace;

    /// <summary>Returns whether a text is a file id: 64 lower-case hexadecimal digits.</summary>
    public static bool IsFileId([NotNullWhen(true)] string? text) =>
        text?.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>
    /// Returns the path of a stored file, or null when there is no such file or the text is not a file id.
    /// </summary>
    public string? Find(string? fileId) =>
        IsFileId(fileId) && PathOf(fileId) is var path && File.Exists(path) ? path : null;

    /// <summary>Deletes a stored file if it exists.</summary>
    public void Remove(string? fileId)
    {
        if (Find(fileId) is { } path)
            File.Delete(path);
    }

    /// <summary>Writes an upload to a temporary file and computes its hash, with constant memory.</summary>
    /// <exception cref="AudioRefusedException">The upload is empty, too large, or not audio.</exception>
    public async Task<IncomingAudio> ReceiveAsync(Stream upload, long maxBytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_incoming);
        var path = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            var (fileId, size) = await WriteAsync(upload, path, maxBytes, cancellationToken);
            var description = await inspector.InspectAsync(path, cancellationToken)
                ?? throw new AudioRefusedException(
                    AudioRefusal.NotAudio,
                    "The file is not audio that can be decoded. Upload MP3, M4A, AAC, FLAC, WAV, AIFF, Ogg, Opus or "
                    + "WebM.");
            var audio = new StoredAudio(fileId, size, description.MediaType, description.Duration?.TotalSeconds);
            return new IncomingAudio(audio, description, path, PathOf(fileId));
        }
        catch
        {
            IncomingAudio.RemoveTemporary(path);
            throw;
        }
    }

    /// <summary>Checks that an upload can be stored.</summary>
    /// <exception cref="IOException">
    /// The folder can't be written, or the disk has less space than the last upload that didn't fit.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write the folder.</exception>
    public void CheckWritable()
    {
        Directory.CreateDirectory(_incoming);
        var path = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            File.WriteAllBytes(path, [0]);
        }
        finally
        {
            IncomingAudio.RemoveTemporary(path);
        }

        if (new DriveInfo(_incoming).AvailableFreeSpace < Volatile.Read(ref _requiredSpace))
            throw new IOException("The disk is full.", StorageFailure.NoSpace);
    }

    /// <summary>Deletes the temporary files of killed processes: those not written since the given time.</summary>
    public void RemoveIncoming(DateTimeOffset untouchedSince)
    {
        Directory.CreateDirectory(_incoming);
        foreach (var path in Directory.EnumerateFiles(_incoming))
        {
            if (File.GetLastWriteTimeUtc(path) <= untouchedSince.UtcDateTime)
                File.Delete(path);
        }
    }

    /// <summary>Returns the ids of all stored files.</summary>
    public IEnumerable<string> FileIds()
    {
        if (!Directory.Exists(_folder))
            return [];
        return Directory.EnumerateDirectories(_folder)
            .SelectMany(Directory.EnumerateFiles)
            .Select(path => Path.GetFileName(path))
            .Where(IsFileId);
    }

    /// <summary>Returns the path of a file, whether or not it is stored.</summary>
    /// <exception cref="ArgumentException">The text is not a file id.</exception>
    public string PathOf(string fileId) => IsFileId(fileId)
        ? Path.Combine(_folder, fileId[..2], fileId)
        : throw new ArgumentException("The text is not a file id.", nameof(fileId));

    private async Task<(string FileId, long Size)> WriteAsync(
        Stream upload, string path, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var read = await upload.ReadUploadAsync(buffer.AsMemory(0, BufferSize), 1, cancellationToken);
            if (read == 0)
                throw new AudioRefusedException(AudioRefusal.Empty, "The file is empty; upload a recording.");
            await using var file = new FileStream(
                path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
            while (read > 0)
            {
                size += read;
                if (size > maxBytes)
                    throw AudioRefusedException.TooLarge(maxBytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                read = await upload.ReadUploadAsync(buffer.AsMemory(0, BufferSize), 1, cancellationToken);
            }

            // A power failure must not leave a row without its audio.
            file.Flush(flushToDisk: true);
            Volatile.Write(ref _requiredSpace, MinFreeSpace);
            return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        }
        catch (IOException full) when (StorageFailure.IsFull(full))
        {
            // The deleted file leaves free space, so the health check needs to know how much was not enough.
            Volatile.Write(ref _requiredSpace, size + MinFreeSpace);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
