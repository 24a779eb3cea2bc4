using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using Plyr.Genres.Classification;

namespace Plyr.Genres.Replicate;

/// <summary>The content of a file or a stream, of known length. Each sending opens it again.</summary>
internal sealed class AudioPayload : IDisposable
{
    /// <summary>The maximum size that Replicate accepts, in bytes.</summary>
    public const long MaxLength = 100_000_000;

    // A multiple of 3, so that each block but the last is base64 without padding.
    private const int BlockSize = 48 * 1024;

    private readonly AudioSource _source;
    private FileStream? _spool;

    private AudioPayload(AudioSource source)
    {
        _source = source;
        MediaType = MediaTypeHeaderValue.TryParse(source.MediaType, out var type) && type.MediaType is { } name
            ? name
            : "application/octet-stream";
        FileName = string.IsNullOrEmpty(source.FileName)
            ? "audio"
            : string.Concat(source.FileName.Select(c => char.IsControl(c) || c is '"' or '\\' ? '_' : c));
    }

    public long Length { get; private set; }

    public string MediaType { get; }

    public string FileName { get; }

    /// <summary>Determines the length. Content of unknown length is copied to a temporary file.</summary>
    /// <exception cref="GenreClassificationException">The content can't be read, is empty, or is too large.</exception>
    public static async Task<AudioPayload> OpenAsync(AudioSource source, CancellationToken cancellationToken)
    {
        var payload = new AudioPayload(source);
        try
        {
            payload.Length = source.Length
                ?? await payload.TryAsync(payload.MeasureAsync, cancellationToken).ConfigureAwait(false);
            if (payload.Length == 0)
                throw payload.Unavailable("it is empty");
            if (payload.Length > MaxLength)
                throw TooLarge();
            return payload;
        }
        catch
        {
            payload.Dispose();
            throw;
        }
    }

    public void Dispose() => _spool?.Dispose();

    /// <summary>Reads small content into a data URI.</summary>
    public async Task<string> ToDataUriAsync(CancellationToken cancellationToken)
    {
        var content = new MemoryStream((int)Length);
        await CopyToAsync(content.WriteAsync, cancellationToken).ConfigureAwait(false);
        return $"data:{MediaType};base64,{Convert.ToBase64String(content.GetBuffer(), 0, (int)content.Length)}";
    }

    /// <summary>Creates the content of one request. The audio is streamed.</summary>
    /// <param name="progress">Receives the number of bytes sent so far.</param>
    public HttpContent ToContent(Action<long> progress) => new StreamedContent(Length, async (stream, token) =>
    {
        var sent = 0L;
        await CopyToAsync(
            async (block, blockToken) =>
            {
                await stream.WriteAsync(block, blockToken).ConfigureAwait(false);
                progress(sent += block.Length);
            },
            token).ConfigureAwait(false);
    });

    /// <summary>Creates the content of one request: the audio as base64, streamed between two texts.</summary>
    public HttpContent ToBase64Content(byte[] before, byte[] after)
    {
        var length = before.Length + Base64.GetMaxEncodedToUtf8Length((int)Length) + after.Length;
        return new StreamedContent(length, async (stream, token) =>
        {
            var encoded = new byte[Base64.GetMaxEncodedToUtf8Length(BlockSize)];
            await stream.WriteAsync(before, token).ConfigureAwait(false);
            await CopyToAsync(
                (block, blockToken) =>
                {
                    Base64.EncodeToUtf8(block.Span, encoded, out _, out var written);
                    return stream.WriteAsync(encoded.AsMemory(0, written), blockToken);
                },
                token).ConfigureAwait(false);
            await stream.WriteAsync(after, token).ConfigureAwait(false);
        });
    }

    private async Task CopyToAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        var content = await TryAsync(OpenStreamAsync, cancellationToken).ConfigureAwait(false);
        await using var _ = content.ConfigureAwait(false);
        var buffer = new byte[BlockSize];
        for (var left = Length; ; left -= buffer.Length)
        {
            var read = await TryAsync(token => ReadAsync(content, buffer, token), cancellationToken)
                .ConfigureAwait(false);
            if (read != Math.Min(left, buffer.Length))
                throw Unavailable($"it does not have the announced length of {Length} bytes");
            if (read > 0)
                await write(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            if (read < buffer.Length)
                return;
        }
    }

    private async Task<long> MeasureAsync(CancellationToken cancellationToken)
    {
        var content = await OpenStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = content.ConfigureAwait(false);
        if (content.CanSeek)
            return content.Length;

        _spool = CreateSpool();
        var buffer = new byte[BlockSize];
        while (await ReadAsync(content, buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            await _spool.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            if (_spool.Length > MaxLength)
                throw TooLarge();
        }

        await _spool.FlushAsync(cancellationToken).ConfigureAwait(false);
        return _spool.Length;
    }

    private static FileStream CreateSpool()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Path.GetTempPath(), $"plyr-genres-{Path.GetRandomFileName()}"), options);
    }

    private Task<Stream> OpenStreamAsync(CancellationToken cancellationToken) =>
        (_spool is null ? _source : AudioSource.FromFile(_spool.Name)).OpenAsync(cancellationToken)
            .WaitOrAbandonAsync(cancellationToken);

    private static Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).AsTask()
            .WaitOrAbandonAsync(cancellationToken);

    /// <summary>Runs an operation on the source, of which any exception means that the audio is unavailable.</summary>
    private async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is not GenreClassificationException && !cancellationToken.IsCancellationRequested)
        {
            var reason = exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => "the file does not exist",
                UnauthorizedAccessException => "access to it is denied",
                _ => "reading it failed",
            };
            throw Unavailable(reason, exception);
        }
    }

    private GenreClassificationException Unavailable(string reason, Exception? cause = null) => new(
        GenreClassificationFailure.AudioUnavailable,
        $"The audio '{_source}' could not be sent: {reason}. Nothing was run. Check the file, and retry.",
        cause);

    private static GenreClassificationException TooLarge() => new(
        GenreClassificationFailure.InvalidInput,
        $"The audio is larger than {MaxLength / 1_000_000} MB, the maximum of an upload. Nothing was run. "
        + "Use a smaller file, for example an MP3, or a public http(s) URL.");

    private sealed class StreamedContent(long length, Func<Stream, CancellationToken, Task> write) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            write(stream, CancellationToken.None);

        protected override Task SerializeToStreamAsync(
            Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
            write(stream, cancellationToken);

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }
}
