using System.CommandLine;
using System.Net;

namespace Plyr.Genres.Simulator;

/// <summary>
/// Provides the command line: starts the simulator, writes the settings of a host, and runs until it is interrupted.
/// </summary>
internal static class SimulatorCommand
{
    private const int WrongArguments = 3;

    private const string Description = """
        Simulates Replicate and effnet-discogs: no model runs and nothing is paid. Prints the settings of a host that
        uses it, and runs until Ctrl-C.

        Examples:
          Plyr.Genres.Simulator --latency 200ms
              Runs that take 200 milliseconds.
          Plyr.Genres.Simulator --remote --token r8_secret
              Rejects other tokens, and doesn't fetch audio from this machine.

        Exit codes: 0 after Ctrl-C, 3 for wrong arguments and a port that is taken.
        """;

    private static readonly Option<string> Listen = new("--listen")
    {
        Description = "Listens on this address: 127.0.0.1, or 0.0.0.0, [::] or + for all interfaces.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port of the API. 0 takes a free one.",
        HelpName = "PORT",
        DefaultValueFactory = _ => 5151,
    };

    private static readonly Option<int> FilePort = new("--file-port")
    {
        Description = "The port of outputs and recordings. By default, a free one.",
        HelpName = "PORT",
    };

    private static readonly Option<TimeSpan?> Latency =
        Duration.Option("--latency", "How long a run takes, such as 200ms. The default is 2s.");

    private static readonly Option<TimeSpan?> ColdStart =
        Duration.Option("--cold-start", "How long a cold model takes to boot. The default is 0.");

    private static readonly Option<TimeSpan?> Expiry =
        Duration.Option("--output-expiry", "How long outputs are kept. The default is 1h.");

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "The only token that is accepted. By default, any is.",
        HelpName = "TOKEN",
    };

    private static readonly Option<bool> Remote = new("--remote")
    {
        Description = "Reaches as little of this machine as Replicate does: fetches no audio from loopback and private "
            + "addresses, requires a token, and has no self-hosted API.",
    };

    private static readonly Option<string> Version = new("--model-version")
    {
        Description = "The version of the model that exists.",
        HelpName = "VERSION",
        DefaultValueFactory = _ => SimulatorOptions.DefaultVersion,
    };

    private static readonly Option<int?> Rate = new("--creates-per-minute")
    {
        Description = "The number of predictions that may be created per minute. By default, there is no limit.",
        HelpName = "N",
    };

    private static readonly Option<bool> Processing = new("--sync-answers-processing")
    {
        Description = "Answers creates that waited with the output but still as processing.",
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand(Description)
        {
            Listen, Port, FilePort, Latency, ColdStart, Expiry, Token, Remote, Version, Rate, Processing,
        };
        command.SetAction(ServeAsync);
        var parsed = command.Parse(args);
        if (parsed.Errors is [var error, ..])
            return Refuse(error.Message);
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var logs = LoggerFactory.Create(logging => logging
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Error)
            // The banner contains the same.
            .AddFilter(typeof(ReplicateSimulator).FullName, LogLevel.Warning));
        if (Invalid(parsed) is { } problem)
            return Refuse(problem);
        ReplicateSimulator simulator;
        try
        {
            simulator = await ReplicateSimulator.StartAsync(Options(parsed, logs), cancellationToken);
        }
        catch (IOException exception)
        {
            return Refuse($"The simulator can't listen: {exception.Message} Choose another --port or --file-port.");
        }

        await using (simulator)
        {
            var hasOwnToken = parsed.GetValue(Token) is not null;
            await Banner.WriteAsync(Console.Out, simulator, hasOwnToken, parsed.GetValue(Remote));
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return 0;
    }

    private static SimulatorOptions Options(ParseResult parsed, ILoggerFactory logs) => new()
    {
        Address = ListenAddress(parsed)!,
        Port = parsed.GetValue(Port),
        FilePort = parsed.GetValue(FilePort),
        Latency = parsed.GetValue(Latency) ?? TimeSpan.FromSeconds(2),
        ColdStart = parsed.GetValue(ColdStart) ?? TimeSpan.Zero,
        OutputExpiry = parsed.GetValue(Expiry) ?? TimeSpan.FromHours(1),
        Token = parsed.GetValue(Token),
        IsRemote = parsed.GetValue(Remote),
        Version = parsed.GetValue(Version)!,
        CreatesPerMinute = parsed.GetValue(Rate),
        SyncAnswersProcessing = parsed.GetValue(Processing),
        LoggerFactory = logs,
    };

    private static IPAddress? ListenAddress(ParseResult parsed) => parsed.GetValue(Listen) switch
    {
        "+" or "*" => IPAddress.IPv6Any,
        "localhost" => IPAddress.Loopback,
        var text => IPAddress.TryParse(text?.Trim('[', ']'), out var address) ? address : null,
    };

    private static string? Invalid(ParseResult parsed)
    {
        if (ListenAddress(parsed) is null)
            return $"--listen is '{parsed.GetValue(Listen)}'; it must be an IP address such as 127.0.0.1 or 0.0.0.0.";
        if (parsed.GetValue(Port) is < 0 or > 65535 || parsed.GetValue(FilePort) is < 0 or > 65535)
            return "A port must be from 0 to 65535.";
        return parsed.GetValue(Rate) < 1 ? "--creates-per-minute must be 1 or more." : null;
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return WrongArguments;
    }
}
