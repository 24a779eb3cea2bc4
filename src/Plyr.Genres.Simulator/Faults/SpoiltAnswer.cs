using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Plyr.Genres.Simulator;

/// <summary>Writes an answer as a fault specifies it: the status and headers, then the body or a part of it.</summary>
internal sealed class SpoiltAnswer(HttpContext context, Fault fault, TimeProvider time)
{
    private readonly HttpResponse _response = context.Response;

    /// <param name="original">The body without the fault; empty if the request was rejected.</param>
    public async Task WriteAsync(ReadOnlyMemory<byte> original)
    {
        var body = Body(original);
        SetHeaders(body.Length);
        var cut = Math.Min(fault.TruncateAfter ?? long.MaxValue, fault.ContentLength ?? long.MaxValue);
        var end = Math.Min(body.Length, cut);
        if (fault.Reset == FaultReset.MidBody)
            end = Math.Min(end, body.Length / 2);

        do
            await WriteSlowlyAsync(body[..(int)end]);
        while (fault.Endless && !context.RequestAborted.IsCancellationRequested);

        if (fault.Reset == FaultReset.MidBody || fault.TruncateAfter is not null || fault.ContentLength > end)
            await BreakOffAsync();
    }

    /// <summary>Closes the connection after the written bytes. Aborting it would discard them.</summary>
    private async Task BreakOffAsync()
    {
        await _response.Body.FlushAsync(context.RequestAborted);
        await context.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output.CompleteAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> original)
    {
        var body = fault switch
        {
            { Body: { } text } => Encoding.UTF8.GetBytes(text),
            { BodyBytes: { } bytes } => bytes,
            { BodySize: { } size } => Filled(size),
            { Status: { } status, Accepted: false } => Refusal(status),
            _ => original,
        };
        if (fault.Patch is not null || fault.Remove is not null)
            body = Patched(body);
        if (fault.Endless && body.IsEmpty)
            body = Filled(1024);
        return fault.Gzip ? Compressed(body) : body;
    }

    private ReadOnlyMemory<byte> Refusal(int status)
    {
        var problem = Problems.Of(status);
        _response.ContentType = "application/problem+json";
        return problem.ToJson();
    }

    private ReadOnlyMemory<byte> Patched(ReadOnlyMemory<byte> body)
    {
        var json = JsonNode.Parse(body.Span) as JsonObject ?? [];
        foreach (var (name, value) in fault.Patch ?? [])
            json[name] = value?.DeepClone();
        foreach (var name in fault.Remove ?? [])
            json.Remove(name);
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    private static byte[] Filled(long size)
    {
        var bytes = new byte[size];
        bytes.AsSpan().Fill((byte)'x');
        return bytes;
    }

    private static ReadOnlyMemory<byte> Compressed(ReadOnlyMemory<byte> body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(body.Span);
        return compressed.ToArray();
    }

    private void SetHeaders(long length)
    {
        if (fault.Status is { } status)
            _response.StatusCode = status;
        if (fault.Redirect is { } address)
        {
            _response.StatusCode = fault.Status ?? StatusCodes.Status302Found;
            _response.Headers.Location = address;
        }

        if (fault.ContentType is { } contentType)
            _response.ContentType = contentType;
        if (fault.Gzip)
            _response.Headers.ContentEncoding = "gzip";
        foreach (var (name, value) in fault.Headers ?? new Dictionary<string, string>())
            _response.Headers[name] = new StringValues(value);
        _response.ContentLength = fault.Chunked || fault.Endless ? null : fault.ContentLength ?? length;
    }

    private async Task WriteSlowlyAsync(ReadOnlyMemory<byte> body)
    {
        if (fault.BytesPerSecond is not { } rate)
        {
            await _response.Body.WriteAsync(body, context.RequestAborted);
            return;
        }

        // Ten pieces per second, at least one byte each.
        var piece = Math.Max(1, rate / 10);
        for (var position = 0; position < body.Length; position += piece)
        {
            var length = Math.Min(piece, body.Length - position);
            await _response.Body.WriteAsync(body.Slice(position, length), context.RequestAborted);
            await _response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds((double)piece / rate), time, context.RequestAborted);
        }
    }
}
