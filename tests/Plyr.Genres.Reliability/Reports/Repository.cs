namespace Plyr.Genres.Reliability.Reports;

/// <summary>The checkout that the program was built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution, from the program's own folder upwards.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Plyr.Genres.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("Plyr.Genres.sln stands in no folder above the program; run it from a checkout.");
    }
}
