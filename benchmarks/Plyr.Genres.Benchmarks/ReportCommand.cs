using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks;

/// <summary>
/// Provides the command <c>report</c>, which measures all topics and writes benchmarks/RESULTS.md, and <c>tables</c>,
/// which prints tables.
/// </summary>
internal static class ReportCommand
{
    private const string Begin = "<!-- figures: written by `report`, between these two lines -->";
    private const string End = "<!-- end of the figures -->";

    public static async Task<int> RunAsync()
    {
        var path = Path.Combine(Repository.Folder, "benchmarks", "RESULTS.md");
        var page = await File.ReadAllTextAsync(path);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < Begin.Length || end < begin)
        {
            throw new InvalidOperationException(
                $"{path} must contain the lines '{Begin}' and '{End}'. The tables are written between them.");
        }

        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture, $"\n\nMeasured on {DateTime.UtcNow:d MMMM yyyy}, {Machine()}.\n");
        foreach (var (name, measureAsync) in Topics.AllAndGrowth)
        {
            Console.WriteLine($"Measuring {name}.");
            Write(text, name, await measureAsync());
        }

        await File.WriteAllTextAsync(path, page[..begin] + text + "\n" + page[end..]);
        return 0;
    }

    public static async Task<int> PrintAsync(string[] names)
    {
        var topics = Topics.AllAndGrowth.Where(topic => names.Length == 0 || names.Contains(topic.Name));
        foreach (var (name, measureAsync) in topics)
        {
            var text = new StringBuilder();
            Write(text, name, await measureAsync());
            Console.Write(text);
        }

        return 0;
    }

    private static void Write(StringBuilder text, string name, Topic topic)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {topic.Title}\n\n");
        if (topic.Goals.Count > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"`dotnet run -c Release --project benchmarks/Plyr.Genres.Benchmarks -- goals {name}`\n\n");
        }

        WriteTable(text, topic.Columns, topic.Rows);
        if (topic.Goals.Count == 0)
            return;
        text.Append('\n');
        WriteTable(
            text,
            ["goal", "measured", "wanted", ""],
            topic.Goals.Select(goal => (string[])[goal.Name, goal.Measured, goal.Limit, goal.Verdict]));
    }

    private static void WriteTable(StringBuilder text, string[] columns, IEnumerable<string[]> rows)
    {
        foreach (var row in rows.Prepend([.. columns.Select(_ => "---")]).Prepend(columns))
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
    }

    private static string Machine() =>
        $"{Environment.ProcessorCount} processors of type {ProcessorName()}, {RuntimeInformation.OSDescription}, "
        + $"{RuntimeInformation.FrameworkDescription}";

    private static string ProcessorName()
    {
        const string path = "/proc/cpuinfo";
        var lines = File.Exists(path) ? File.ReadLines(path) : [];
        var model = lines.FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return model?.Split(": ", 2)[1] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
