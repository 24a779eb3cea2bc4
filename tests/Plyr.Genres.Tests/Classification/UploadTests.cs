using System.Net;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Classification;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Audio that has no address: small content inside the request, larger content as an uploaded file.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 36)]
internal sealed partial class UploadTests
{
    private const int MaxInline = 190_000;
    private const int BlockSize = 48 * 1024;
    private const string FileId = "NGZiNmY2YzQ";
    private const string FileAddress = $"https://api.replicate.com/v1/files/{FileId}";
    private const string Uploaded = $$$"""{"id":"{{{FileId}}}","urls":{"get":"{{{FileAddress}}}"}}""";

    [TestCase(1)]
    [TestCase(MaxInline)]
    public async Task Content_of_at_most_190_kB_is_sent_inside_the_request(int length)
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        var content = Content(length);

        await replicate.ClassifyAsync(Stream(content, mediaType: "audio/flac"));

        Assert.That(replicate.Creates.Only.Body, Does.Contain(
            $"\"audio\":\"data:audio/flac;base64,{Convert.ToBase64String(content).Replace("+", "\\u002B")}\""));
    }

    [Test]
    public async Task Content_of_an_invalid_media_type_is_sent_as_bytes()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();

        await replicate.ClassifyAsync(Stream([1], mediaType: "nonsense, \"x\""));

        Assert.That(replicate.Creates.Only.Body, Does.Contain("\"data:application/octet-stream;base64,AQ==\""));
    }

    [Test]
    public async Task Larger_content_is_uploaded_and_the_run_gets_the_address_of_the_file()
    {
        await using var replicate = Uploading();

        var classification = await replicate.ClassifyAsync(Stream(Content(MaxInline + 1), "song.flac", "audio/flac"));

        using (Assert.EnterMultipleScope())
        {
            var upload = replicate.Uploads.Only;
            Assert.That(classification.Labels, Has.Count.EqualTo(2));
            Assert.That(upload.Address, Is.EqualTo("https://api.replicate.com/v1/files"));
            Assert.That(upload["Authorization"], Is.EqualTo($"Bearer {ScriptedReplicate.Token}"));
            Assert.That(upload["Expect"], Is.EqualTo("100-continue"));
            Assert.That(
                upload.Body,
                Does.Match("Content-Disposition: form-data; name=\"?content\"?; filename=\"?song.flac\"?;"));
            Assert.That(upload.Body, Does.Contain("Content-Type: audio/flac\r\n"));
            Assert.That(replicate.Creates.Only.Body, Does.Contain($"\"audio\":\"{FileAddress}\""));
        }
    }

    [TestCase(null, "audio")]
    [TestCase("", "audio")]
    [TestCase("my_\"so\tng\"\r\n.flac", "my__so_ng___.flac")]
    public async Task File_name_is_uploaded_without_quotes_and_control_characters(string? fileName, string expected)
    {
        await using var replicate = Uploading();

        await replicate.ClassifyAsync(Stream(Content(MaxInline + 1), fileName));

        Assert.That(replicate.Uploads.Only.Body, Does.Match($"; filename=\"?{expected}\"?;"));
    }

    [Test]
    public async Task Uploaded_file_is_logged_with_its_length()
    {
        await using var replicate = Uploading();

        await replicate.ClassifyAsync(Stream(Content(MaxInline + 1), "song.flac"));

        Assert.That(replicate.Logs.Entries, Has.Member((
            LogLevel.Information, "FileUploaded", $"song.flac uploaded as file {FileId}: {MaxInline + 1} bytes.")));
    }

    [Test]
    public async Task Uploaded_file_of_a_service_on_this_machine_can_have_an_http_address()
    {
        const string Address = $"http://127.0.0.1:5151/v1/files/{FileId}";
        await using var replicate = new ScriptedReplicate(
            options => options.Replicate.BaseAddress = new Uri("http://127.0.0.1:5151")).WithUsualRun();
        replicate.Uploads.Then(Answers.Created($$$"""{"id":"{{{FileId}}}","urls":{"get":"{{{Address}}}"}}"""));
        replicate.Deletes.Then(Answers.Status(204));

        await replicate.ClassifyAsync(Stream(Content(MaxInline + 1)));

        Assert.That(replicate.Creates.Only.Body, Does.Contain($"\"audio\":\"{Address}\""));
    }

    [Test]
    public async Task Uploaded_file_is_deleted_in_the_background()
    {
        await using var replicate = Uploading();

        await replicate.ClassifyAsync(Stream(Content(MaxInline + 1)));
        await replicate.Deletes.WhenSentAsync();

        Assert.That(replicate.Deletes.Only.Address, Is.EqualTo(FileAddress));
        Assert.That(replicate.Deletes.Only["Authorization"], Is.EqualTo($"Bearer {ScriptedReplicate.Token}"));
    }

    [Test]
    public async Task File_that_can_not_be_deleted_is_logged()
    {
        await using var replicate = Uploading(delete: Answers.Status(403));

        await replicate.ClassifyAsync(Stream(Content(MaxInline + 1)));
        await replicate.Logs.WhenLoggedAsync("FileNotDeleted");

        Assert.That(replicate.Logs.Entries, Has.Member((
            LogLevel.Warning,
            "FileNotDeleted",
            $"Uploaded file {FileId} could not be deleted (HTTP 403); the service deletes it after a day.")));
    }

    [Test]
    public async Task Deletion_of_an_uploaded_file_is_repeated_after_a_temporary_problem()
    {
        await using var replicate = Uploading(delete: Answers.Status(503));
        replicate.Deletes.Then(Answers.Status(204));

        await replicate.ClassifyAsync(Stream(Content(MaxInline + 1)));
        await replicate.RunAsync(replicate.Deletes.WhenSentAsync(2));

        Assert.That(
            replicate.Logs.Entries.Select(entry => entry.Text),
            Has.One.StartsWith("Deleting the file failed (ServiceUnavailable) and is retried in "));
    }

    [Test]
    public async Task Progress_is_logged_every_10_percent_without_the_folder()
    {
        await using var replicate = Uploading();
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, Content(5_000_000));

        await replicate.ClassifyAsync(AudioSource.FromFile(path));
        File.Delete(path);

        var progress = replicate.Logs.Entries.Where(entry => entry.Name == "UploadProgress").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(progress, Has.Length.InRange(9, 10));
            Assert.That(progress[0].Level, Is.EqualTo(LogLevel.Information));
            Assert.That(
                progress[0].Text, Is.EqualTo($"Uploading {Path.GetFileName(path)}: 10 % of 5000000 bytes sent."));
            Assert.That(replicate.Logs.Entries.Select(entry => entry.Text), Has.None.Contains(Path.GetTempPath()));
        }
    }

    [Test]
    public async Task Progress_is_logged_when_exactly_10_percent_more_are_sent()
    {
        await using var replicate = Uploading();

        await replicate.ClassifyAsync(Stream(Content(10 * BlockSize)));

        Assert.That(
            replicate.Logs.Entries.Where(entry => entry.Name == "UploadProgress").Select(entry => entry.Text),
            Is.EqualTo(Enumerable.Range(1, 10).Select(i => $"Uploading audio: {10 * i} % of 491520 bytes sent.")));
    }

    [Test]
    public async Task Progress_of_a_slow_upload_is_logged_every_10_seconds()
    {
        await using var replicate = Uploading();
        var content = Content(20 * BlockSize);
        var audio = AudioSource.FromStream(
            _ => Task.FromResult<Stream>(new SlowStream(content, replicate.Time)), length: content.Length);

        await replicate.ClassifyAsync(audio);

        Assert.That(
            replicate.Logs.Entries.Where(entry => entry.Name == "UploadProgress").Select(entry => entry.Text),
            Is.EqualTo(Enumerable.Range(1, 20).Select(i => $"Uploading audio: {5 * i} % of 983040 bytes sent.")));
    }

    [Test]
    public async Task Upload_is_repeated_with_content_that_is_opened_again()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Then(Answers.Status(503), Answers.Breaks(), Answers.Created(Uploaded));
        replicate.Deletes.Then(Answers.Status(204));
        replicate.WithUsualRun();
        var content = Content(MaxInline + 1);
        var opened = 0;

        await replicate.ClassifyAsync(AudioSource.FromStream(
            _ =>
            {
                opened++;
                return Task.FromResult<Stream>(new MemoryStream(content));
            },
            length: content.Length));

        Assert.That(opened, Is.EqualTo(3));
        Assert.That(replicate.Uploads.Sent.Select(sent => sent.Body.Length).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Upload_whose_connection_keeps_breaking_fails_with_the_reason()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Always(Answers.Breaks());

        var failure = await replicate.FailAsync(Stream(Content(MaxInline + 1)));

        Assert.That(failure.Message, Is.EqualTo(
            "The upload kept failing: The response ended prematurely. Retry later."));
    }

    [Test]
    public async Task Upload_that_keeps_failing_is_given_up_after_five_more_tries()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Always(Answers.Status(503));

        var failure = await replicate.FailAsync(Stream(Content(MaxInline + 1)));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        Assert.That(failure.Message, Does.Not.Contain("charged"));
        Assert.That(replicate.Uploads.Sent, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task Upload_with_endless_interim_answers_is_not_repeated()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Always(Answers.Breaks(HttpRequestError.ConfigurationLimitExceeded));

        var failure = await replicate.FailAsync(Stream(Content(MaxInline + 1)));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.ServiceUnavailable));
        Assert.That(replicate.Uploads.Sent, Has.Count.EqualTo(1));
    }

    [TestCase(401, GenreClassificationFailure.AuthenticationFailed)]
    [TestCase(413, GenreClassificationFailure.InvalidInput)]
    [TestCase(422, GenreClassificationFailure.InvalidInput)]
    public async Task Refused_upload_fails_without_a_run(int status, GenreClassificationFailure expected)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Then(Answers.Status(status));

        var failure = await replicate.FailAsync(Stream(Content(MaxInline + 1)));

        Assert.That(failure.Failure, Is.EqualTo(expected));
        Assert.That(failure.StatusCode, Is.EqualTo((HttpStatusCode)status));
    }

    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("""{"id":"a/b","urls":{"get":"https://api.replicate.com/v1/files/x"}}""")]
    [TestCase("""{"id":"abc"}""")]
    [TestCase("""{"id":"abc","urls":{"get":"file:///etc/passwd"}}""")]
    [TestCase("""{"id":"abc","urls":{"get":7}}""")]
    public async Task Upload_whose_answer_names_no_valid_file_fails_without_a_run(string answer)
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Then(Answers.Created(answer));
        replicate.Deletes.Always(Answers.Status(204));

        var failure = await replicate.FailAsync(Stream(Content(MaxInline + 1)));

        Assert.That(failure.Message, Is.EqualTo(
            "Replicate accepted the upload (HTTP 201), but the answer names no valid file. Nothing was run. Check "
            + "Replicate.BaseAddress, and retry later."));
    }

    [Test]
    public async Task Uploaded_file_whose_answer_has_no_address_is_deleted()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Then(Answers.Created($$"""{"id":"{{FileId}}"}"""));
        replicate.Deletes.Then(Answers.Status(204));

        await replicate.FailAsync(Stream(Content(MaxInline + 1)));

        Assert.That(replicate.Deletes.Only.Address, Is.EqualTo(FileAddress));
    }

    [Test]
    public async Task Upload_has_its_own_deadline_before_the_timeout_of_the_run_begins()
    {
        await using var replicate = new ScriptedReplicate(
            options => options.Replicate.UploadTimeout = TimeSpan.FromMinutes(3));
        replicate.Uploads.Then(Answers.Silence);

        var failing = replicate.FailAsync(Stream(Content(MaxInline + 1), "song.flac"));
        await replicate.Uploads.WhenSentAsync();
        replicate.Time.Advance(TimeSpan.FromSeconds(179));
        var isEarly = failing.IsCompleted;
        replicate.Time.Advance(TimeSpan.FromSeconds(1));
        var failure = await failing;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(isEarly, Is.False);
            Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
            Assert.That(failure.Message, Is.EqualTo(
                "The upload of 'song.flac' did not finish within 180 seconds. Nothing was run. Retry later, or raise "
                + "Replicate.UploadTimeout."));
        }
    }

    [Test]
    public async Task Callback_is_called_after_the_upload_and_its_exception_prevents_the_run()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Then(Answers.Created(Uploaded));
        replicate.Deletes.Then(Answers.Status(204));
        var uploads = 0;

        await Assert.ThatAsync(
            () => ((IPaidClassifier)replicate.Classifier).ClassifyAsync(
                Stream(Content(MaxInline + 1)),
                _ =>
                {
                    uploads = replicate.Uploads.Sent.Count;
                    throw new TimeoutException();
                },
                CancellationToken.None),
            Throws.TypeOf<TimeoutException>());
        await replicate.Deletes.WhenSentAsync();

        Assert.That(uploads, Is.EqualTo(1));
    }

    [Test]
    public async Task Nothing_is_opened_without_a_token()
    {
        await using var replicate = new ScriptedReplicate(options => options.Replicate.ApiToken = null);
        var audio = AudioSource.FromStream(_ => throw new AssertionException("It was opened."));

        var failure = await replicate.FailAsync(audio);

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AuthenticationFailed));
    }

    private static ScriptedReplicate Uploading(Answer? delete = null)
    {
        var replicate = new ScriptedReplicate();
        replicate.Uploads.Then(Answers.Created(Uploaded));
        replicate.Deletes.Then(delete ?? Answers.Status(204));
        return replicate.WithUsualRun();
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static AudioSource Stream(byte[] content, string? fileName = null, string? mediaType = null) =>
        AudioSource.FromStream(_ => Task.FromResult<Stream>(new MemoryStream(content)), fileName, mediaType);
}
