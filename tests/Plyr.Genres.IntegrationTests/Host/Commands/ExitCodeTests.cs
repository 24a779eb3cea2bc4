using System.Text;
using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>
/// What the commands tell the shell: an exit code, one sentence on standard error, and the kind of failure in JSON.
/// </summary>
[TestFixture]
internal sealed class ExitCodeTests
{
    private static readonly Dictionary<string, string> NoVariables = [];
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Start() => _folder = new TemporaryFolder();

    [TearDown]
    public void Stop() => _folder.Dispose();

    [Test]
    public async Task A_classification_ends_with_0_and_says_that_it_is_simulated()
    {
        var result = await HostCommand.RunAsync(NoVariables, "classify", "--json");
        Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
        Assert.Multiple(() =>
        {
            Assert.That(result.Error, Does.Contain("invented").And.Contain("REPLICATE_API_TOKEN"));
            Assert.That(result.Json.GetProperty("simulated").GetBoolean(), Is.True);
            Assert.That(result.Json.GetProperty("labels").GetArrayLength(), Is.EqualTo(10));
            Assert.That(result.Json.GetProperty("predictions").GetArrayLength(), Is.EqualTo(10));
            Assert.That(result.Json.GetProperty("auto_tags").GetArrayLength(), Is.InRange(1, 5));
        });
    }

    [Test]
    public async Task Audio_that_can_not_be_classified_ends_with_1()
    {
        var noAudio = $"data:text/plain;base64,{Convert.ToBase64String(Encoding.ASCII.GetBytes("no audio"))}";
        var result = await HostCommand.RunAsync(NoVariables, "classify", noAudio, "--json");
        AssertFailed(result, ExitCodes.ClassificationFailed, "audio_rejected");
    }

    [Test]
    public async Task A_refused_token_ends_with_2_and_is_not_shown()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Token = "r8_the_right_one" });
        var environment = HostProgram.Asking(simulator);
        environment["REPLICATE_API_TOKEN"] = "r8_a_wrong_one";
        var result = await HostCommand.RunAsync(environment, "classify", "https://example.org/a.mp3", "--json");
        AssertFailed(result, ExitCodes.Fatal, "authentication_failed");
        Assert.That(result.Error + result.Output, Does.Not.Contain("r8_a_wrong_one"));
    }

    [TestCase("wrong_settings", "classify", "no-url", "--json")]
    [TestCase("wrong_settings", "classify", "ftp://example.org/a.mp3", "--json")]
    [TestCase("wrong_arguments", "classify", "--json", "https://example.org/a.mp3", "--bogus")]
    [TestCase("wrong_arguments", "backfill", "--json", "--limit", "-1")]
    [TestCase("wrong_arguments", "backfill", "--json", "--concurrency", "0")]
    [TestCase("wrong_arguments", "backfill", "--json", "--rate", "many")]
    [TestCase("wrong_settings", "backfill", "--json", "--after", "x")]
    [TestCase("wrong_settings", "audit", "--json", "--database", "mysql://user:secret@db/plyr")]
    public async Task Wrong_arguments_and_settings_end_with_3(string kind, params string[] arguments)
    {
        var result = await HostCommand.RunAsync(Data(), arguments);
        AssertFailed(result, ExitCodes.Usage, kind);
        Assert.That(result.Error, Does.Not.Contain("secret"));
    }

    [TestCase("99")]
    [TestCase("-1")]
    [TestCase("99999999999999999999")]
    public async Task Forgetting_a_track_that_is_not_there_ends_with_3(string id)
    {
        using var library = await SeededLibrary.CreateAsync(("missing", 1));
        var result = await HostCommand.RunAsync(NoVariables, "forget", "--data", library.Path, "--", id);
        Assert.That(result.Code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(result.Error, Does.Contain(id));
    }

    [Test]
    public async Task Forgetting_removes_what_the_library_wrote_and_nothing_else()
    {
        using var library = await SeededLibrary.CreateAsync(("tagged", 1));
        library.Scalar("UPDATE tracks SET extra = json_set(extra, '$.theirs', 1)");
        var result = await HostCommand.RunAsync(NoVariables, "forget", "1", "--data", library.Path);
        Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
        Assert.That(library.Scalar("SELECT extra FROM tracks"), Is.EqualTo("""{"theirs":1}"""));
        Assert.That(
            library.Scalar("SELECT group_concat(name) FROM track_tags JOIN tags ON tag_id = id"), Is.EqualTo("mine"));
    }

    [TestCase("audit", "--json")]
    [TestCase("backfill", "--json")]
    [TestCase("backfill", "--dry-run", "--json")]
    [Property("Fault", 24)]
    public async Task Mistyped_data_folder_ends_with_3_and_makes_no_database(params string[] arguments)
    {
        var mistyped = _folder.File("mistyped");

        var result = await HostCommand.RunAsync(NoVariables, [.. arguments, "--data", mistyped]);

        AssertFailed(result, ExitCodes.Usage, "wrong_settings");
        Assert.That(Directory.Exists(mistyped), Is.False);
    }

    [TestCase("audit", "--json")]
    [TestCase("backfill", "--json")]
    public async Task A_database_that_is_none_ends_with_2(params string[] arguments)
    {
        File.WriteAllText(_folder.File("plyr-genres.db"), new string('x', 5000));
        AssertFailed(await HostCommand.RunAsync(Data(), arguments), ExitCodes.Fatal, "database");
    }

    [Test]
    [Platform("Linux")]
    public async Task Ctrl_C_ends_a_classification_with_130()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(
            new SimulatorOptions { Latency = TimeSpan.FromMinutes(1) });
        using var command = HostCommand.Start(
            HostProgram.Asking(simulator), "classify", simulator.Recording().ToString(), "--json");
        await Eventually.BecomesAsync(
            () => Task.FromResult(simulator.Ledger.RunsInFlight), runs => runs == 1, "the model works");
        await command.InterruptAsync();
        AssertFailed(await command.EndAsync(), ExitCodes.Interrupted, "interrupted");
    }

    private Dictionary<string, string> Data() => new() { ["DATA_FOLDER"] = _folder.Path };

    private static void AssertFailed(HostCommandResult result, int code, string kind)
    {
        Assert.That(result.Code, Is.EqualTo(code), result.Error);
        Assert.That(result.Json.Text("failure"), Is.EqualTo(kind));
        Assert.That(result.Json.Text("message"), Does.EndWith("."));
        Assert.That(result.Error, Does.Contain(result.Json.Text("message")));
        Assert.That(result.Error, Does.Not.Contain("   at "), "a sentence, and no stack");
    }
}
