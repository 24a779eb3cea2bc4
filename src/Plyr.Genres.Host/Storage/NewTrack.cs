namespace Plyr.Genres.Host.Storage;

/// <summary>What an upload says about its track.</summary>
internal sealed record NewTrack(string Title, string Artist, IReadOnlyList<string> Tags, bool AutoTag);
