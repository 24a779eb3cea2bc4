namespace Plyr.Genres.Host.Storage;

/// <summary>The properties of an uploaded track.</summary>
internal sealed record NewTrack(string Title, string Artist, IReadOnlyList<string> Tags, bool AutoTag);
