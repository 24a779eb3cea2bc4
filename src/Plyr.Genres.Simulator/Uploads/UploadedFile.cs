namespace Plyr.Genres.Simulator;

/// <summary>A file of the Files API.</summary>
/// <param name="Id">The id, which is part of its address.</param>
/// <param name="Name">The file's name.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Sha256">The SHA-256 in hexadecimal form.</param>
/// <param name="CreatedAt">When it was uploaded.</param>
/// <param name="ExpiresAt">When it is deleted automatically.</param>
public sealed record UploadedFile(
    string Id,
    string Name,
    string ContentType,
    long Size,
    string Sha256,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt);
