namespace Plyr.Genres.Host.Storage;

/// <summary>The properties of an audio file.</summary>
/// <param name="FileId">The SHA-256 of the content in lower-case hexadecimal digits.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="ContentType">The media type of its format.</param>
/// <param name="DurationSeconds">The length in seconds, if known.</param>
internal sealed record StoredAudio(string FileId, long Size, string ContentType, double? DurationSeconds = null);
