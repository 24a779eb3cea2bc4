namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>The checkout that this program was built from.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder)
    {
        for (var parent = new DirectoryInfo(folder); parent is not null; parent = parent.Parent)
        {
            if (File.Exists(Path.Combine(parent.FullName, "Plyr.Genres.sln")))
                return parent.FullName;
        }

        throw new InvalidOperationException(
            $"'{folder}' lies in no checkout of this project; run the benchmarks with dotnet run from one.");
    }
}
