namespace Plyr.Genres.Simulator;

/// <summary>Validates faults.</summary>
internal static class FaultRules
{
    /// <returns>What is wrong, or null when the fault is valid.</returns>
    public static string? Problem(Fault fault)
    {
        if (fault.Times is 0 or < -1)
            return "times must be 1 or more, or -1 for always.";
        if (fault.Skip < 0 || fault.Every < 1)
            return "skip must be 0 or more and every 1 or more.";
        if (fault.Status is < 200 or > 599)
            return "status must be from 200 to 599.";
        if (fault is { BodySize: < 0 } or { ContentLength: < 0 } or { TruncateAfter: < 0 } || fault.Delay.Ticks < 0)
            return "delayMs, bodySize, contentLength and truncateAfter must be 0 or more.";
        if (fault.BytesPerSecond is < 1 || fault.RequestBytesPerSecond is < 1)
            return "bytesPerSecond and requestBytesPerSecond must be 1 or more.";
        if (new object?[] { fault.Body, fault.BodyBytes, fault.BodySize }.Count(body => body is not null) > 1)
            return "Only one of body, bodyBytes and bodySize can be set.";
        if (fault.Error is not null && fault.Stage != FaultStage.Model)
            return "error needs the stage model.";
        if (fault.LosesFile && fault.Stage != FaultStage.Upload)
            return "losesFile needs the stage upload.";
        return fault.Chunked && fault.ContentLength is not null
            ? "chunked can't be combined with contentLength."
            : null;
    }
}
