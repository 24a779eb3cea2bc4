using System.Security.Cryptography;

namespace Plyr.Genres.Local.Model;

/// <summary>Identifies model files, and describes where to get the right one.</summary>
internal static class ModelFile
{
    private const int NameLength = 12;

    /// <summary>
    /// Returns the name of the file if it is the known one; otherwise the first digits of its SHA-256.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <exception cref="InvalidDataException">The file can't be read.</exception>
    public static string Identify(string path)
    {
        if (!File.Exists(path))
            throw Unusable(path, "does not exist");
        try
        {
            using var file = File.OpenRead(path);
            var hash = Convert.ToHexStringLower(SHA256.HashData(file));
            return hash == LocalModelDefaults.Sha256 ? LocalModelDefaults.FileName : hash[..NameLength];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, "can't be read", exception);
        }
    }

    /// <summary>Creates the exception for a file that is not the model.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="reason">What is wrong with it, as a predicate.</param>
    /// <param name="innerException">The cause.</param>
    public static InvalidDataException Unusable(string path, string reason, Exception? innerException = null) => new(
        $"The model file '{path}' {reason}. Download {LocalModelDefaults.DownloadUrl} and set ModelPath to the file. "
        + $"Its SHA-256 is {LocalModelDefaults.Sha256}. The weights are for non-commercial use.",
        innerException);
}
