using System.Reflection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Diagnostics;
using Plyr.Genres.Tests.Classification;

namespace Plyr.Genres.Tests.Diagnostics;

/// <summary>Event ids are fixed: alerts are built on them.</summary>
[TestFixture, Parallelizable(ParallelScope.All)]
internal sealed class LogTests
{
    private static readonly (string Name, LoggerMessageAttribute Entry)[] Entries =
        [.. typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => (method.Name, method.GetCustomAttribute<LoggerMessageAttribute>()!))];

    [TestCase(1, "OptionsRefused", LogLevel.Error)]
    [TestCase(2, "ExtraKeyUnreadable", LogLevel.Warning)]
    [TestCase(3, "ExtraUnreadable", LogLevel.Warning)]
    [TestCase(4, "ServiceChangeIgnored", LogLevel.Warning)]
    [TestCase(5, "NamesNotComposed", LogLevel.Warning)]
    [TestCase(20, "RunRequested", LogLevel.Debug)]
    [TestCase(21, "PredictionCreated", LogLevel.Debug)]
    [TestCase(22, "RequestRetried", LogLevel.Debug)]
    [TestCase(23, "LabelsDropped", LogLevel.Warning)]
    [TestCase(24, "PredictionCanceled", LogLevel.Information)]
    [TestCase(25, "CancelFailed", LogLevel.Warning)]
    [TestCase(26, "PredictTimeUnknown", LogLevel.Debug)]
    [TestCase(27, "AbandonedCreateFailed", LogLevel.Debug)]
    [TestCase(28, "UploadProgress", LogLevel.Information)]
    [TestCase(29, "FileUploaded", LogLevel.Information)]
    [TestCase(30, "FileNotDeleted", LogLevel.Warning)]
    [TestCase(40, "TrackClassified", LogLevel.Information)]
    [TestCase(41, "TrackFailed", LogLevel.Warning)]
    [TestCase(42, "AnswerRefused", LogLevel.Information)]
    [TestCase(43, "AutoTagsSettled", LogLevel.Information)]
    [TestCase(44, "AnswerNotStored", LogLevel.Error)]
    [TestCase(45, "WaitingForClaim", LogLevel.Debug)]
    [TestCase(46, "TrackForgotten", LogLevel.Information)]
    [TestCase(47, "ClassifierThrew", LogLevel.Error)]
    [TestCase(48, "AnswerLost", LogLevel.Warning)]
    [TestCase(49, "TrackRenormalized", LogLevel.Debug)]
    [TestCase(50, "AutoTagsRemoved", LogLevel.Information)]
    [TestCase(60, "BackfillEnded", LogLevel.Information)]
    [TestCase(61, "BackfillStoreFailed", LogLevel.Error)]
    public void Entry_has_a_fixed_id_name_and_level(int id, string name, LogLevel level)
    {
        var entry = Entries.Single(entry => entry.Entry.EventId == id);
        Assert.That((entry.Name, entry.Entry.Level), Is.EqualTo((name, level)));
    }

    [Test]
    public void Table_contains_every_entry()
    {
        var table = typeof(LogTests).GetMethod(nameof(Entry_has_a_fixed_id_name_and_level))!
            .GetCustomAttributes<TestCaseAttribute>().Select(row => (int)row.Arguments[0]!);
        Assert.That(Entries.Select(entry => entry.Entry.EventId), Is.Unique.And.EquivalentTo(table));
    }

    [Test]
    public async Task Successful_run_logs_its_steps_at_debug_level()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        await replicate.ClassifyAsync();
        Assert.That(
            replicate.Logs.Entries.Where(
                entry => entry.Name is "RunRequested" or "PredictionCreated" || entry.Level > LogLevel.Information),
            Is.EqualTo(new (LogLevel, string?, string)[]
            {
                (
                    LogLevel.Debug, "RunRequested",
                    $"Run of model {PlyrGenresDefaults.ModelVersion} requested for audio.example/a%20b.mp3."),
                (LogLevel.Debug, "PredictionCreated", $"Prediction {Prediction.Id} created with status starting."),
            }));
    }

    [TestCase("starting")]
    [TestCase("processing")]
    [TestCase("succeeded")]
    [TestCase("failed")]
    [TestCase("canceled")]
    [TestCase("aborted")]
    [TestCase("dreaming", "unknown")]
    [TestCase(null, "unknown")]
    public async Task Status_of_a_new_prediction_is_logged_by_a_known_name(string? status, string? expected = null)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Creates.Then(Answers.Created(Prediction.With(status, Prediction.DataOutput, predictTime: 1)));
        replicate.Polls.Always(Answers.Ok(Prediction.With("failed")));
        try
        {
            await replicate.ClassifyAsync();
        }
        catch (GenreClassificationException)
        {
            // How it ends is not the question.
        }

        Assert.That(
            replicate.Logs.Entries.Single(entry => entry.Name == "PredictionCreated").Text,
            Is.EqualTo($"Prediction {Prediction.Id} created with status {expected ?? status}."));
    }
}
