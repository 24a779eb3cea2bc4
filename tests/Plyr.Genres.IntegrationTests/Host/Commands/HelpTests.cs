using NUnit.Framework;
using Plyr.Genres.Host.Commands;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>The help of each command.</summary>
[TestFixture]
internal sealed class HelpTests
{
    private static readonly string[] Commands =
        ["serve", "worker", "migrate", "classify", "compare", "backfill", "audit", "forget"];

    [TestCase]
    [TestCase("serve")]
    [TestCase("worker")]
    [TestCase("migrate")]
    [TestCase("classify")]
    [TestCase("compare")]
    [TestCase("backfill")]
    [TestCase("audit")]
    [TestCase("forget")]
    public async Task Each_command_has_examples_settings_and_exit_codes_on_80_columns(params string[] command)
    {
        var help = await HelpAsync(command);

        Assert.Multiple(() =>
        {
            Assert.That(
                help,
                Does.Contain("Usage:\n")
                    .And.Contain("Environment:\n")
                    .And.Contain("Examples:\n")
                    .And.Contain("Exit codes:\n"));
            Assert.That(help.Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(80));
        });
    }

    [TestCase("classify [AUDIO...]")]
    [TestCase("compare FILE [URL]")]
    [TestCase("forget ID")]
    public async Task Usage_shows_how_many_arguments_a_command_takes(string usage)
    {
        var root = await HelpAsync();
        var command = await HelpAsync(usage.Split(' ')[0]);

        Assert.That(root, Does.Contain($"  {usage}"));
        Assert.That(command, Does.Contain($"  Plyr.Genres.Host {usage} [OPTIONS]"));
    }

    [TestCase("--urls", "serve")]
    [TestCase("--public-url", "serve", "worker", "backfill")]
    [TestCase("--model", "serve", "worker", "classify", "compare", "backfill")]
    [TestCase("--data", "serve", "worker", "backfill", "audit", "forget")]
    [TestCase("--database", "serve", "worker", "migrate", "backfill", "audit", "forget")]
    public async Task Options_are_only_where_they_apply(string option, params string[] commands)
    {
        var found = new List<string>();
        foreach (var command in Commands)
        {
            if ((await HelpAsync(command)).Contains($"  {option} ", StringComparison.Ordinal))
                found.Add(command);
        }

        Assert.That(found, Is.EqualTo(commands));
    }

    [TestCase("serve", "0 2 3 4")]
    [TestCase("worker", "0 2 3 4")]
    [TestCase("migrate", "0 2 3 4 130")]
    [TestCase("classify", "0 1 2 3 4 130")]
    [TestCase("compare", "0 1 2 3 4 130")]
    [TestCase("backfill", "0 1 2 3 4 130")]
    [TestCase("audit", "0 2 3 4 130")]
    [TestCase("forget", "0 2 3 4 130")]
    public async Task Exit_codes_are_those_of_the_command(string command, string codes)
    {
        var lines = (await HelpAsync(command)).Split("Exit codes:\n")[1].TrimEnd().Split('\n');

        Assert.That(string.Join(' ', lines.Select(line => line.Trim().Split(' ')[0])), Is.EqualTo(codes));
    }

    [TestCase("tracks are left", "backfill")]
    [TestCase("A classification failed", "classify", "compare", "backfill")]
    [TestCase("Every run would fail", "classify", "compare", "backfill")]
    [TestCase("no such track", "forget")]
    [TestCase("  REPLICATE_ENABLED ", "serve", "worker", "backfill")]
    [TestCase("  SIMULATOR ", "serve", "worker", "classify", "backfill")]
    public async Task Texts_are_only_where_they_apply(string text, params string[] commands)
    {
        var found = new List<string>();
        foreach (var command in Commands)
        {
            if ((await HelpAsync(command)).Contains(text, StringComparison.Ordinal))
                found.Add(command);
        }

        Assert.That(found, Is.EqualTo(commands));
    }

    private static async Task<string> HelpAsync(params string[] command)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync([.. command, "--help"], output, TextWriter.Null);
        Assert.That(code, Is.EqualTo(ExitCodes.Done));
        return output.ToString();
    }
}
