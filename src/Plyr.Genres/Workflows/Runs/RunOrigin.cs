namespace Plyr.Genres;

/// <summary>The three ways in.</summary>
internal enum RunOrigin
{
    /// <summary>Somebody looks at suggestions.</summary>
    OnDemand,

    /// <summary>The task of an upload.</summary>
    Upload,

    /// <summary>A backfill over existing tracks.</summary>
    Backfill,
}
