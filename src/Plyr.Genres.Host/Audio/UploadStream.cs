namespace Plyr.Genres.Host.Audio;

/// <summary>Reads of an upload, which may break off anywhere.</summary>
internal static class UploadStream
{
    /// <summary>Reads until there are so many bytes, or no more.</summary>
    /// <exception cref="InvalidDataException">The upload ends in the middle of a part.</exception>
    public static async ValueTask<int> ReadUploadAsync(
        this Stream upload, Memory<byte> buffer, int least, CancellationToken cancellationToken)
    {
        try
        {
            return await upload.ReadAtLeastAsync(buffer, least, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            // The multipart reader says so with what a full disk throws too, so it is told apart here, where nothing is
            // written.
            throw new InvalidDataException(
                "The upload ends in the middle; send it whole, with its last boundary.", exception);
        }
    }
}
