using System.Text.Json;
using NUnit.Framework;
using Plyr.Genres.Host.Commands;
using Plyr.Genres.IntegrationTests.Support;
using Plyr.Genres.Simulator;
using Plyr.Genres.TestModels;

namespace Plyr.Genres.IntegrationTests.Host.Commands;

/// <summary>Files, folders and models on the command line.</summary>
[TestFixture]
internal sealed class ClassifyCommandTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder.File("songs/more"));
        File.WriteAllBytes(_folder.File("songs/one.wav"), TestAudio.Wav(1));
        File.WriteAllBytes(_folder.File("songs/more/two.wav"), TestAudio.Wav(2));
        File.WriteAllText(_folder.File("songs/notes.txt"), "not a song");
        File.WriteAllBytes(_folder.File("model.onnx"), RandomModel.Small());
    }

    [OneTimeTearDown]
    public void Stop() => _folder.Dispose();

    [Test]
    public async Task Folder_is_classified_with_one_line_of_json_for_each_recording()
    {
        var result = await HostCommand.RunAsync(Nothing, "classify", _folder.File("songs"), "--recursive", "--json");

        var recordings = Lines(result).Select(line => line.GetProperty("recording").GetString());
        Assert.Multiple(() =>
        {
            Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
            Assert.That(recordings, Is.EqualTo(new[] { Path.Combine("more", "two.wav"), "one.wav" }));
            Assert.That(
                Lines(result).Select(line => line.GetProperty("duration_seconds").GetDouble()), Is.All.GreaterThan(0));
            Assert.That(result.Error, Does.Contain("Classifying one.wav (2 of 2)."));
        });
    }

    [Test]
    public async Task Several_recordings_are_shown_in_one_table_with_the_failures()
    {
        var result = await HostCommand.RunAsync(
            Nothing, "classify", _folder.File("songs/one.wav"), _folder.File("songs/notes.txt"));

        Assert.Multiple(() =>
        {
            Assert.That(result.Code, Is.EqualTo(ExitCodes.ClassificationFailed), result.Error);
            Assert.That(result.Output, Does.Contain("one.wav").And.Contain("failed: audio_rejected"));
            Assert.That(result.Error, Does.Contain("notes.txt: ").And.Not.Contain("   at "));
        });
    }

    [TestCase("missing.wav", "There is no file or folder")]
    [TestCase("songs/more/../../empty", "There is no file or folder")]
    public async Task Missing_file_is_refused_before_anything_is_asked(string name, string sentence)
    {
        var result = await HostCommand.RunAsync(Nothing, "classify", _folder.File("songs/one.wav"), _folder.File(name));

        Assert.Multiple(() =>
        {
            Assert.That(result.Code, Is.EqualTo(ExitCodes.Usage));
            Assert.That(result.Error, Does.StartWith(sentence));
            Assert.That(result.Output, Is.Empty);
        });
    }

    [Test]
    public async Task Model_file_classifies_in_this_process()
    {
        var result = await HostCommand.RunAsync(
            Nothing, "classify", _folder.File("songs/one.wav"), "--model", _folder.File("model.onnx"), "--json");

        Assert.Multiple(() =>
        {
            Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
            Assert.That(result.Error, Does.Contain("model.onnx in this process").And.Contain("non-commercial"));
            Assert.That(result.Json.GetProperty("labels").GetArrayLength(), Is.EqualTo(10));
            Assert.That(result.Json.GetProperty("simulated").GetBoolean(), Is.False);
        });
    }

    [Test]
    public async Task Model_file_that_is_not_one_is_refused_with_where_to_get_it()
    {
        var result = await HostCommand.RunAsync(
            Nothing, "classify", _folder.File("songs/one.wav"), "--model", _folder.File("songs/notes.txt"));

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Usage), result.Error);
        Assert.That(
            result.Error,
            Does.Contain("essentia.upf.edu").And.Contain("set MODEL_FILE (--model)").And.Not.Contain("   at "));
    }

    [TestCase("LocalModel__Concurrency", "LocalModel:Concurrency is 'two'")]
    [TestCase("LocalModel__Concurency", "LocalModel:Concurency is not a known setting")]
    public async Task Wrong_option_of_the_model_ends_the_start_with_its_name(string name, string sentence)
    {
        var environment = new Dictionary<string, string> { [name] = "two" };

        var result = await HostCommand.RunAsync(
            environment, "classify", _folder.File("songs/one.wav"), "--model", _folder.File("model.onnx"));

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Usage), result.Error);
        Assert.That(result.Error, Does.Contain(sentence));
    }

    [Test]
    public async Task Compare_shows_the_largest_difference_and_both_top_tens()
    {
        await using var simulator = await ReplicateSimulator.StartAsync(new SimulatorOptions());
        var environment = HostProgram.Asking(simulator);
        environment["MODEL_FILE"] = _folder.File("model.onnx");

        var result = await HostCommand.RunAsync(environment, "compare", _folder.File("songs/one.wav"), "--json");

        Assert.Multiple(() =>
        {
            Assert.That(result.Code, Is.EqualTo(ExitCodes.Done), result.Error);
            Assert.That(result.Json.GetProperty("largest_difference").GetDouble(), Is.GreaterThan(0));
            Assert.That(result.Json.GetProperty("local").GetArrayLength(), Is.EqualTo(10));
            Assert.That(result.Json.GetProperty("replicate").GetArrayLength(), Is.EqualTo(10));
            Assert.That(
                result.Error,
                Is.EqualTo(
                    "Classifying one.wav with the local model.\nClassifying one.wav with Replicate.\n"));
        });
    }

    [Test]
    [Platform("Linux")]
    public async Task Interrupted_compare_says_that_the_run_may_be_charged()
    {
        await using var simulator =
            await ReplicateSimulator.StartAsync(new SimulatorOptions { Latency = TimeSpan.FromMinutes(1) });
        var environment = HostProgram.Asking(simulator);
        environment["MODEL_FILE"] = _folder.File("model.onnx");
        using var command = HostCommand.Start(environment, "compare", _folder.File("songs/one.wav"));
        await Eventually.BecomesAsync(
            () => Task.FromResult(simulator.Ledger.PaidRuns.Count), runs => runs == 1, "the run has started");

        await command.InterruptAsync();
        var result = await command.EndAsync();

        Assert.Multiple(() =>
        {
            Assert.That(result.Code, Is.EqualTo(ExitCodes.Interrupted));
            Assert.That(
                result.Error,
                Does.EndWith(
                    "Interrupted while the model worked on one.wav. The run is being canceled; Replicate may charge "
                    + "for it.\n"));
        });
    }

    [Test]
    public async Task Compare_without_a_token_names_what_is_missing()
    {
        var result = await HostCommand.RunAsync(
            Nothing, "compare", _folder.File("songs/one.wav"), "--model", _folder.File("model.onnx"));

        Assert.That(result.Code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(result.Error, Does.Contain("REPLICATE_API_TOKEN"));
    }

    [Test]
    public async Task Interrupted_command_says_what_it_was_doing()
    {
        await using var simulator =
            await ReplicateSimulator.StartAsync(new SimulatorOptions { Latency = TimeSpan.FromMinutes(1) });
        using var command =
            HostCommand.Start(HostProgram.Asking(simulator), "classify", _folder.File("songs/one.wav"));
        await Eventually.BecomesAsync(
            () => Task.FromResult(simulator.Ledger.PaidRuns.Count), runs => runs == 1, "the run has started");

        await command.InterruptAsync();
        var result = await command.EndAsync();

        Assert.Multiple(() =>
        {
            Assert.That(result.Code, Is.EqualTo(ExitCodes.Interrupted));
            Assert.That(result.Error, Does.Contain("Interrupted while the model worked on one.wav"));
        });
    }

    private static JsonElement[] Lines(HostCommandResult result) =>
        [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
