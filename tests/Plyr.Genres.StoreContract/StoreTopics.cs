namespace Plyr.Genres.StoreContract;

/// <summary>
/// The topics of the contract, as NUnit categories: one topic can be run alone, and a fault shows under its topic.
/// </summary>
public static class StoreTopics
{
    public const string Finding = "Finding";
    public const string Updating = "Updating";
    public const string ForeignKeys = "ForeignKeys";
    public const string Tags = "Tags";
    public const string Listing = "Listing";
    public const string Filters = "Filters";
    public const string Ids = "Ids";
    public const string Cancellation = "Cancellation";
}
