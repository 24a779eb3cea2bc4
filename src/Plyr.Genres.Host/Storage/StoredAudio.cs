namespace Plyr.Genres.Host.Storage;

/// <summary>An audio file by its content.</summary>
/// <param name="FileId">The SHA-256 of the content in lower-case hexadecimal digits.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="ContentType">The media type of its format.</param>
/// <param name="DurationSeconds">How long it is, where its metadata contains that.</param>
internal sealed record StoredAudio(string FileId, long Size, string ContentType, double? DurationSeconds = null);
