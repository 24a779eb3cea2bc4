namespace Plyr.Genres.StoreContract;

/// <summary>What a store's ids are made of.</summary>
public enum TrackIdKind
{
    Number,
    Uuid,
    Text,
}
