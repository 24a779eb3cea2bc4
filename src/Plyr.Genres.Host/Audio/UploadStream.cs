namespace Plyr.Genres.Host.Audio;

/// <summary>Reads from uploads, which may end at any byte.</summary>
internal static class UploadStream
{
    /// <summary>Reads until the minimum number of bytes or the end is reached.</summary>
    /// <exception cref="InvalidDataException">The upload ends in the middle of a part.</exception>
    public static async ValueTask<int> ReadUploadAsync(
        this Stream upload, Memory<byte> buffer, int minimumBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await upload.ReadAtLeastAsync(buffer, minimumBytes, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            // Translated here, because a full disk causes the same type of exception where the file is written.
            throw new InvalidDataException(
                "The upload is incomplete; send all of it, including the last boundary.", exception);
        }
    }
}
