using System.Globalization;
using BenchmarkDotNet.Running;
using Plyr.Genres.Benchmarks;
using Plyr.Genres.Benchmarks.Local;
using Plyr.Genres.Benchmarks.Sockets;

return args switch
{
    ["goals", .. var topics] => await GoalsCommand.RunAsync(topics),
    ["tables", .. var topics] => await ReportCommand.PrintAsync(topics),
    ["report"] => await ReportCommand.RunAsync(),
    ["child", "simulator", var latency] =>
        await SimulatorProcess.RunAsync(TimeSpan.FromMilliseconds(double.Parse(latency, CultureInfo.InvariantCulture))),
    ["child", "host", var folder] => await HostProcess.RunAsync(folder),
    ["child", "local", var model, var path] => await LocalModelCost.RunAsync(model, path),
    ["child", "client", var address, var audio, var warmUps, var count] =>
        await PeerComparison.RunAsync(
            new Uri(address),
            new Uri(audio),
            int.Parse(warmUps, CultureInfo.InvariantCulture),
            int.Parse(count, CultureInfo.InvariantCulture)),
    _ => RunBenchmarks(args),
};

static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(GoalsCommand).Assembly).Run(args);
    return 0;
}
