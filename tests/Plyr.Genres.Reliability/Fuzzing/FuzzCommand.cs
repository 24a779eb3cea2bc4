using System.CommandLine;
using Spectre.Console;

namespace Plyr.Genres.Reliability.Fuzzing;

/// <summary><c>fuzz</c>: every parser, a million inputs each.</summary>
internal static class FuzzCommand
{
    public const long UsualInputs = 1_000_000;
    public const int UsualSeed = 20260102;

    public static Command Create(IAnsiConsole console)
    {
        var inputs = new Option<long>("--inputs") { Description = "How many inputs each parser is given.", DefaultValueFactory = _ => UsualInputs };
        var seed = new Option<int>("--seed") { Description = "What the inputs are made from; the same seed makes the same inputs.", DefaultValueFactory = _ => UsualSeed };
        var target = new Option<string?>("--target") { Description = "Only the parser of this name." };
        var command = new Command("fuzz", "Gives every parser that meets bytes from outside many broken inputs: only documented exceptions, bounded memory, bounded time.") { inputs, seed, target };
        command.SetAction(parsed =>
        {
            var targets = FuzzTargets.All.Where(each => parsed.GetValue(target) is not { } name || each.Name == name).ToArray();
            var outcomes = Run(targets, parsed.GetValue(seed), parsed.GetValue(inputs), console).ToArray();
            return outcomes.Length > 0 && Array.TrueForAll(outcomes, outcome => outcome.Violations.Count == 0) ? 0 : 1;
        });
        return command;
    }

    public static IReadOnlyList<FuzzOutcome> Run(IEnumerable<FuzzTarget> targets, int seed, long inputs, IAnsiConsole console)
    {
        var fuzzer = new Fuzzer(seed, Environment.ProcessorCount);
        var table = new Table().AddColumns("parser", "inputs", "violations", "seconds");
        var outcomes = targets.Select(target => fuzzer.Run(target, inputs)).ToArray();
        foreach (var outcome in outcomes)
            table.AddRow(Markup.Escape(outcome.Target), $"{outcome.Inputs:N0}", $"{outcome.Violations.Count}", $"{outcome.Duration.TotalSeconds:0.0}");
        table.AddRow("together", $"{outcomes.Sum(outcome => outcome.Inputs):N0}", $"{outcomes.Sum(outcome => outcome.Violations.Count)}", $"{outcomes.Sum(outcome => outcome.Duration.TotalSeconds):0.0}");
        console.Write(table);
        foreach (var violation in outcomes.SelectMany(outcome => outcome.Violations))
            console.WriteLine(violation.ToString());
        return outcomes;
    }
}
