namespace Plyr.Genres.Benchmarks.Measuring;

/// <summary>Provides the folder of the repository that this program was built in.</summary>
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
            $"'{folder}' is not in a clone of the repository. Run the benchmarks with dotnet run in a clone.");
    }
}
