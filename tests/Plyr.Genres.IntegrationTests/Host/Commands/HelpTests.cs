using NUnit.Framework;
using Plyr.Genres.Host.Commands;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>The help of each command.</summary>
[TestFixture]
internal sealed class HelpTests
{
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
        foreach (var command in new[] { "serve", "worker", "migrate", "classify", "compare", "backfill", "audit", "forget" })
        {
            if ((await HelpAsync(command)).Contains($"  {option} ", StringComparison.Ordinal))
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
