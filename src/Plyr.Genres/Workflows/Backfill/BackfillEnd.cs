using System.Text.Json.Serialization;

namespace Plyr.Genres;

/// <summary>Specifies why a backfill ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BackfillEnd>))]
public enum BackfillEnd
{
    /// <summary>It reached the end of the store.</summary>
    [JsonStringEnumMemberName("finished")] Finished = 0,

    /// <summary>The model was asked for <see cref="BackfillOptions.Limit"/> tracks, and there are more.</summary>
    [JsonStringEnumMemberName("limit_reached")] LimitReached = 1,

    /// <summary>
    /// The caller canceled it, and runs in flight were stored; or the container was disposed, which canceled them.
    /// </summary>
    [JsonStringEnumMemberName("canceled")] Canceled = 2,

    /// <summary>Every further call would have failed with <see cref="BackfillReport.StoppedBy"/>.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped = 3,

    /// <summary>Classification is disabled, or was disabled during the backfill.</summary>
    [JsonStringEnumMemberName("disabled")] Disabled = 4,

    /// <summary>
    /// The store failed for ten tracks in a row, so that answers that are paid for could not be stored.
    /// </summary>
    [JsonStringEnumMemberName("store_failed")] StoreFailed = 5,
}
