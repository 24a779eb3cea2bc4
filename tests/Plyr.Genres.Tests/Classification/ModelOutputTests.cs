using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Replicate;

namespace Plyr.Genres.Tests.Classification;

/// <summary>The content of outputs.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 8)]
internal sealed class ModelOutputTests
{
    private const string Good = "\"Rock---Punk\":0.5";
    private const string NoObject = "it is not a JSON object";
    private const string NoScore = "none of its labels has a score from 0 to 1";

    [Test]
    public async Task All_labels_are_read_in_the_order_of_the_output()
    {
        var labels = GenreLabels.All.Select((label, i) => new GenreLabelScore(label, (i % 7) / 7.0))
            .Append(new GenreLabelScore("A---B", 1))
            .Reverse()
            .ToArray();
        var json = "{" + string.Join(
            ", ",
            labels.Select(
                label => FormattableString.Invariant(
                    $"{System.Text.Json.JsonSerializer.Serialize(label.Label)}: {label.Score:R}"))) + "}";
        Assert.That(await ReadAsync(json), Is.EqualTo(labels));
    }

    [TestCase("{\"Pop---Chanson Fran\\u00e7aise\":1}")]
    [TestCase("{\"Pop---Chanson Fran\u00e7aise\":1}")]
    [TestCase("\uFEFF {\"Pop---Chanson Fran\u00e7aise\" : 1 } \n")]
    public async Task Escaped_label_is_decoded(string json) =>
        Assert.That(await ReadAsync(json), Is.EqualTo(new[] { new GenreLabelScore("Pop---Chanson Française", 1) }));

    [TestCase("0", 0.0)]
    [TestCase("1", 1.0)]
    [TestCase("1.0", 1.0)]
    [TestCase("1.2e-05", 1.2e-05)]
    [TestCase("0.30000001192092896", 0.30000001192092896)]
    public async Task Score_is_any_number_from_0_to_1(string score, double expected) =>
        Assert.That(
            await ReadAsync($$"""{"Rock---Punk":{{score}}}"""),
            Is.EqualTo(new[] { new GenreLabelScore("Rock---Punk", expected) }));

    [Test]
    public async Task Long_label_is_read([Values(127, 128, 129, 5000)] int length)
    {
        var label = new string('x', length);
        Assert.That(await ReadAsync($$"""{"{{label}}":0.5}"""), Is.EqualTo(new[] { new GenreLabelScore(label, 0.5) }));
    }

    [Test]
    public void Bytes_that_are_not_UTF_8_are_not_JSON() =>
        Assert.That(
            () => ReplicateOutput.Read([.. "{\"Rock---Punk\":0.5,\"note\":\""u8, 0xff, .. "\"}"u8]),
            Throws.InstanceOf<System.Text.Json.JsonException>().With.Message.Contains("UTF-8"));

    [Test]
    public async Task Duplicate_keys_are_separate_labels() =>
        Assert.That(
            await ReadAsync("""{"Rock---Punk":0.5,"Rock---Punk":0.25}"""),
            Is.EqualTo(new[] { new GenreLabelScore("Rock---Punk", 0.5), new GenreLabelScore("Rock---Punk", 0.25) }));

    [TestCase("null")]
    [TestCase("\"0.5\"")]
    [TestCase("true")]
    [TestCase("1.0000001")]
    [TestCase("-0.0000001")]
    [TestCase("1e999")]
    [TestCase("[0.5]")]
    [TestCase("{\"a\":{\"b\":0.5}}")]
    [Property("Defect", "B14")]
    public async Task Label_without_a_score_from_0_to_1_is_dropped_with_a_warning(string score)
    {
        await using var replicate = Answering($$"""{"Jazz---Bop":{{score}},{{Good}},"Jazz---Swing":{{score}}}""");
        Assert.That(
            (await replicate.ClassifyAsync()).Labels, Is.EqualTo(new[] { new GenreLabelScore("Rock---Punk", 0.5) }));
        Assert.That(
            replicate.Logs.Entries,
            Has.Member(
                (
                    LogLevel.Warning,
                    "LabelsDropped",
                    $"Prediction {Prediction.Id}: 2 of 3 labels had no score from 0 to 1 and were dropped.")));
    }

    [Test]
    public async Task Label_that_is_not_well_formed_is_dropped()
    {
        await using var replicate = Answering($$"""{"\ud800---x":0.5,{{Good}}}""");
        Assert.That(
            (await replicate.ClassifyAsync()).Labels, Is.EqualTo(new[] { new GenreLabelScore("Rock---Punk", 0.5) }));
    }

    [Test]
    public async Task Output_without_dropped_labels_logs_no_warning()
    {
        await using var replicate = Answering("{" + Good + "}");
        await replicate.ClassifyAsync();
        Assert.That(replicate.Logs.Entries.Select(entry => entry.Name), Has.No.Member("LabelsDropped"));
    }

    [TestCase("{\"Rock---Punk\":null}")]
    [TestCase("{\"Rock---Punk\":null,\"Jazz---Bop\":2}")]
    public Task Output_without_a_usable_label_is_malformed(string json) => AssertMalformedAsync(json, NoScore);

    [Test]
    public async Task Empty_object_is_a_valid_empty_output() => Assert.That(await ReadAsync(" { } "), Is.Empty);

    [TestCase("{\"Rock---Punk\":NaN}")]
    [TestCase("{\"Rock---Punk\":0.5,\"Jazz---Bop\":NaN}")]
    [TestCase("NaN")]
    [TestCase("{\"Rock---Punk\":Infinity}")]
    [Property("Defect", "B13")]
    public Task Bare_NaN_is_malformed(string json) => AssertMalformedAsync(json, NoObject);

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("0.5")]
    [TestCase("\"text\"")]
    [TestCase("<html>")]
    [TestCase("{\"Rock---Punk\":0.5")]
    [TestCase("{\"Rock---Punk\":0.5,")]
    [TestCase("{\"Rock---Punk\":")]
    [TestCase("{\"Rock---Punk\"")]
    [TestCase("{\"Rock---Punk\":0.5,}")]
    [TestCase("{\"Rock---Punk\":0.5}}")]
    [TestCase("{\"Rock---Punk\":0.5} x")]
    [TestCase("{\"Rock---Punk\":0.5}{}")]
    [TestCase("{'Rock---Punk':0.5}")]
    [TestCase("{\"Rock---Punk\":.5}")]
    [TestCase("{\"Rock---Punk\":0.5 /* half */}")]
    [TestCase("{\"Rock---Punk\":[0.5}")]
    public Task Output_that_is_not_a_JSON_object_is_malformed(string json) => AssertMalformedAsync(json, NoObject);

    [Test]
    public async Task Output_that_is_not_UTF_8_is_malformed()
    {
        await using var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(Answers.Bytes([.. "{\"Pop---Fran"u8, 0xE7, .. "ais\":0.5}"u8]));
        Assert.That((await replicate.FailAsync()).Failure, Is.EqualTo(GenreClassificationFailure.MalformedOutput));
    }

    private static async Task<IReadOnlyList<GenreLabelScore>> ReadAsync(string json)
    {
        await using var replicate = Answering(json);
        return (await replicate.ClassifyAsync()).Labels;
    }

    private static async Task AssertMalformedAsync(string json, string what)
    {
        await using var replicate = Answering(json);
        var failure = await replicate.FailAsync();
        Assert.That(
            failure.Message,
            Is.EqualTo(
                $"Replicate returned an output that can't be used: {what}. Check Replicate.ModelVersion and "
                + $"Replicate.BaseAddress. Prediction: {Prediction.Id}."));
        Assert.That(
            (failure.Failure, failure.PredictionId),
            Is.EqualTo((GenreClassificationFailure.MalformedOutput, Prediction.Id)));
    }

    private static ScriptedReplicate Answering(string json)
    {
        var replicate = new ScriptedReplicate().WithOutput(Prediction.OutputUrl);
        replicate.Downloads.Then(Answers.Ok(json));
        return replicate;
    }
}
