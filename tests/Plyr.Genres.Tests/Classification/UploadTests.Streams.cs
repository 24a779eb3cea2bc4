using System.Net;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Classification;

/// <content>The streams and services of these tests.</content>
internal sealed partial class UploadTests
{
    /// <summary>A stream of unknown length that calls an action at its end.</summary>
    private sealed class UnseekableStream(byte[] content, Action atEnd) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                atEnd();
            return read;
        }
    }

    /// <summary>A stream of zeros that does not announce its length.</summary>
    private sealed class ZeroStream(long length) : MemoryStream
    {
        private long _left = length;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(_left, buffer.Length);
            _left -= read;
            return ValueTask.FromResult(read);
        }
    }

    /// <summary>Refuses uploads before their content is sent.</summary>
    private sealed class RefusingService : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.RequestEntityTooLarge));
    }

    /// <summary>A stream that takes 10 seconds for each read.</summary>
    private sealed class SlowStream(byte[] content, ManualTimeProvider time) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    /// <summary>A stream of unknown length that records whether it is used.</summary>
    private sealed class LateStream : MemoryStream
    {
        private readonly TaskCompletionSource _disposed = new();

        public Task Disposed => _disposed.Task;

        public bool IsUsed { get; private set; }

        public override bool CanSeek
        {
            get
            {
                IsUsed = true;
                return false;
            }
        }

        public override ValueTask DisposeAsync()
        {
            _disposed.SetResult();
            return base.DisposeAsync();
        }
    }

    /// <summary>Takes uploads, and measures how much of the audio was read and not sent yet.</summary>
    private sealed class MeasuringService(CountingStream audio) : DelegatingHandler
    {
        public long MostUnsent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsoluteUri != "https://api.replicate.com/v1/files")
                return await base.SendAsync(request, cancellationToken);
            var sent = new CountingStream(System.IO.Stream.Null)
            {
                Written = count => MostUnsent = Math.Max(MostUnsent, audio.Count - count),
            };
            await request.Content!.CopyToAsync(sent, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent(Uploaded) };
        }
    }

    /// <summary>Counts the bytes that pass through a stream.</summary>
    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Count { get; private set; }

        /// <summary>Is told the count before each write.</summary>
        public Action<long> Written { get; init; } = _ => { };

        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => false;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Written(Count);
            Count += count;
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
