using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Plyr.Genres.Benchmarks.Measuring;

namespace Plyr.Genres.Benchmarks;

/// <summary>
/// <c>report</c>: measures every topic and writes the tables of benchmarks/RESULTS.md; <c>tables</c> prints some of
/// them.
/// </summary>
internal static class ReportCommand
{
    private const string Begin = "<!-- figures: written by `report`, between these two lines -->";
    private const string End = "<!-- end of the figures -->";

    public static async Task<int> RunAsync()
    {
        var path = Path.Combine(Repository.Folder, "benchmarks", "RESULTS.md");
        var page = await File.ReadAllTextAsync(path);
        var (begin, end) = (
            page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        if (begin < Begin.Length || end < begin)
            throw new InvalidOperationException(
                $"{path} lacks the lines '{Begin}' and '{End}', between which the tables go.");

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
        foreach (var (name, measureAsync) in Topics.AllAndGrowth.Where(
            topic => names.Length == 0 || names.Contains(topic.Name)))
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
            text.Append(
                CultureInfo.InvariantCulture,
                $"`dotnet run -c Release --project benchmarks/Plyr.Genres.Benchmarks -- goals {name}`\n\n");
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
        const string Description = "/proc/cpuinfo";
        var line = File.Exists(Description) ? File.ReadLines(Description).FirstOrDefault(
            line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(": ", 2)[1] ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
