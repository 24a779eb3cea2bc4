namespace Plyr.Genres.IntegrationTests.Support;

/// <summary>The folder of shared cases beside the repository; <c>PLYR_SHARED</c> names another.</summary>
internal static class SharedFolder
{
    /// <summary>The content of a shared file; without it the test is skipped.</summary>
    public static string Read(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable("PLYR_SHARED") ?? Path.Combine(Repository.Root, "..", "shared");
        var path = Path.Combine([folder, .. parts]);
        if (!File.Exists(path))
            Requirement.Missing(
                "shared",
                $"The shared file {Path.Combine(parts)} is not there; set PLYR_SHARED to the folder that holds it.");
        return File.ReadAllText(path);
    }
}
