using System.Net;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Plyr.Genres.Classification;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Classification;

/// <summary>Audio that has no address: small content inside the request, larger content as an uploaded file.</summary>
[TestFixture, Parallelizable(ParallelScope.All), Property("Rule", 36)]
internal sealed class UploadTests
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
    public async Task Content_of_unknown_length_is_opened_once_and_repeated_from_a_copy()
    {
        await using var replicate = new ScriptedReplicate();
        replicate.Uploads.Then(Answers.Status(503), Answers.Created(Uploaded));
        replicate.Deletes.Then(Answers.Status(204));
        replicate.WithUsualRun();
        var text = string.Concat(Enumerable.Range(0, MaxInline + 1).Select(i => (char)('a' + (i % 25))));
        var opened = 0;

        await replicate.ClassifyAsync(AudioSource.FromStream(_ =>
        {
            opened++;
            return Task.FromResult<Stream>(new UnseekableStream(Encoding.ASCII.GetBytes(text), () => { }));
        }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(opened, Is.EqualTo(1));
            Assert.That(replicate.Uploads.Sent, Has.Count.EqualTo(2));
            Assert.That(replicate.Uploads.Sent.Select(sent => sent.Body), Has.All.Contains($"\r\n\r\n{text}\r\n--"));
        }
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Copy_of_content_has_only_the_rights_of_its_owner_and_is_deleted()
    {
        await using var replicate = new ScriptedReplicate().WithUsualRun();
        var content = Content(2 * BlockSize);
        Guid.NewGuid().ToByteArray().CopyTo(content, 0);
        string? path = null;
        UnixFileMode? mode = null;
        var stream = new UnseekableStream(content, () =>
        {
            path = FindCopy(content);
            mode = File.GetUnixFileMode(path);
        });

        await replicate.ClassifyAsync(AudioSource.FromStream(_ => Task.FromResult<Stream>(stream)));
        await ((IAsyncDisposable)replicate.Classifier).DisposeAsync();

        Assert.That(mode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(path, Does.Not.Exist);
    }

    [Test]
    public async Task Copy_of_content_that_breaks_is_deleted()
    {
        await using var replicate = new ScriptedReplicate();
        var content = Content(2 * BlockSize);
        Guid.NewGuid().ToByteArray().CopyTo(content, 0);
        string? path = null;
        var stream = new UnseekableStream(content, () =>
        {
            path = FindCopy(content);
            throw new IOException("The connection broke.");
        });

        var failure = await replicate.FailAsync(AudioSource.FromStream(_ => Task.FromResult<Stream>(stream)));

        Assert.That(failure.InnerException, Is.TypeOf<IOException>());
        Assert.That(path, Is.Not.Null);
        Assert.That(path, Does.Not.Exist);
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

    [TestCase(null)]
    [TestCase(10)]
    public async Task Audio_that_is_never_opened_ends_at_the_deadline_of_uploads(int? length)
    {
        await using var replicate = new ScriptedReplicate(
            options => options.Replicate.UploadTimeout = TimeSpan.FromMinutes(3));
        var opening = new TaskCompletionSource();
        var audio = AudioSource.FromStream(
            _ =>
            {
                opening.SetResult();
                return new TaskCompletionSource<Stream>().Task;
            },
            length: length);

        var failing = replicate.FailAsync(audio);
        await opening.Task;
        replicate.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.That((await failing).Failure, Is.EqualTo(GenreClassificationFailure.TimedOut));
        Assert.That(replicate.Creates.Sent, Is.Empty);
    }

    [TestCase(null)]
    [TestCase(10)]
    public async Task Stream_that_is_opened_after_the_deadline_is_disposed_unused(int? length)
    {
        var late = new LateStream();

        await OpenLateAsync(length, opened => opened.SetResult(late));

        // Only so that a test that would hang fails.
        await late.Disposed.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(late.IsUsed, Is.False, "its content would be copied to a file that is not deleted");
    }

    [TestCase(null)]
    [TestCase(10)]
    public async Task Exception_of_a_stream_that_is_opened_after_the_deadline_is_observed(int? length)
    {
        using var unobserved = new UnobservedExceptions();

        await OpenLateAsync(length, opened => opened.SetException(unobserved.Expected));

        Assert.That(await unobserved.FindAsync(), Is.False);
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

    [Test]
    public async Task File_that_does_not_exist_is_unavailable_and_named_without_its_folder()
    {
        await using var replicate = new ScriptedReplicate();

        var failure = await replicate.FailAsync(AudioSource.FromFile("/secret folder/song.mp3"));

        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AudioUnavailable));
        Assert.That(failure.Message, Is.EqualTo(
            "The audio 'song.mp3' could not be sent: the file does not exist. Nothing was run. Check the file, "
            + "and retry."));
    }

    [TestCase(typeof(FileNotFoundException), "the file does not exist")]
    [TestCase(typeof(DirectoryNotFoundException), "the file does not exist")]
    [TestCase(typeof(UnauthorizedAccessException), "access to it is denied")]
    [TestCase(typeof(IOException), "reading it failed")]
    [TestCase(typeof(InvalidOperationException), "reading it failed")]
    public async Task Content_that_can_not_be_opened_is_unavailable(Type exception, string reason)
    {
        await using var replicate = new ScriptedReplicate();
        var audio = AudioSource.FromStream(
            _ => Task.FromException<Stream>((Exception)Activator.CreateInstance(exception)!), "song.flac");

        var failure = await replicate.FailAsync(audio);

        AssertUnavailable(failure, reason);
        Assert.That(failure.InnerException, Is.TypeOf(exception));
    }

    [Test]
    public async Task Content_of_100_MB_is_opened()
    {
        await using var replicate = new ScriptedReplicate();
        var audio = AudioSource.FromStream(
            _ => Task.FromException<Stream>(new IOException("It was opened.")), "song.flac", length: 100_000_000);

        var failure = await replicate.FailAsync(audio);

        AssertUnavailable(failure, "reading it failed");
    }

    [TestCase(10, 9)]
    [TestCase(10, 11)]
    [TestCase(2 * BlockSize, BlockSize)]
    [TestCase(2 * BlockSize, (2 * BlockSize) - 1)]
    [TestCase(2 * BlockSize, (2 * BlockSize) + 1)]
    [TestCase(MaxInline + 1, MaxInline)]
    [TestCase(MaxInline + 1, MaxInline + 2)]
    public async Task Content_without_the_announced_length_is_unavailable(int announced, int length)
    {
        await using var replicate = new ScriptedReplicate();
        var audio = AudioSource.FromStream(
            _ => Task.FromResult<Stream>(new MemoryStream(Content(length))), "song.flac", length: announced);

        var failure = await replicate.FailAsync(audio);

        AssertUnavailable(failure, $"it does not have the announced length of {announced} bytes");
    }

    [Test]
    public async Task Empty_content_of_unknown_length_is_unavailable([Values] bool canSeek)
    {
        await using var replicate = new ScriptedReplicate();
        var stream = canSeek ? new MemoryStream() : new UnseekableStream([], () => { });

        var failure = await replicate.FailAsync(
            AudioSource.FromStream(_ => Task.FromResult<Stream>(stream), "song.flac"));

        AssertUnavailable(failure, "it is empty");
    }

    [TestCase(100_000_000, "The audio is too large for Replicate (HTTP 413).", Description = "the service refuses it")]
    [TestCase(100_000_001, "The audio is larger than 100 MB, the maximum of an upload.")]
    [TestCase(long.MaxValue, "The audio is larger than 100 MB, the maximum of an upload.")]
    public async Task Content_of_unknown_length_is_uploaded_up_to_100_MB(long length, string message)
    {
        await using var replicate = new ScriptedReplicate(
            register: builder => builder.HttpClient.AddHttpMessageHandler(() => new RefusingService()));

        var failure = await replicate.FailAsync(
            AudioSource.FromStream(_ => Task.FromResult<Stream>(new ZeroStream(length))));

        Assert.That(failure.Message, Does.StartWith(message));
    }

    [TestCase(
        0,
        GenreClassificationFailure.AudioUnavailable,
        "The audio 'stream' could not be sent: it is empty. Nothing was run. Check the file, and retry.")]
    [TestCase(
        100_000_001,
        GenreClassificationFailure.InvalidInput,
        "The audio is larger than 100 MB, the maximum of an upload. Nothing was run. Use a smaller file, for example "
        + "an MP3, or a public http(s) URL.")]
    public async Task Length_of_nothing_or_more_than_100_MB_is_refused_unopened(
        long length, GenreClassificationFailure expected, string message)
    {
        await using var replicate = new ScriptedReplicate();
        var audio = AudioSource.FromStream(_ => throw new AssertionException("It was opened."), length: length);

        var failure = await replicate.FailAsync(audio);

        Assert.That(failure.Failure, Is.EqualTo(expected));
        Assert.That(failure.Message, Is.EqualTo(message));
    }

    [Test]
    public async Task Content_is_read_as_it_is_sent_and_never_kept()
    {
        var audio = new CountingStream(new MemoryStream(Content(5_000_000)));
        var service = new MeasuringService(audio);
        await using var replicate = new ScriptedReplicate(
            register: builder => builder.HttpClient.AddHttpMessageHandler(() => service)).WithUsualRun();
        replicate.Deletes.Then(Answers.Status(204));

        await replicate.ClassifyAsync(AudioSource.FromStream(_ => Task.FromResult<Stream>(audio), length: 5_000_000));

        Assert.That(audio.Count, Is.EqualTo(5_000_000));
        Assert.That(service.MostUnsent, Is.LessThan(500_000));
    }

    private static ScriptedReplicate Uploading(Answer? delete = null)
    {
        var replicate = new ScriptedReplicate();
        replicate.Uploads.Then(Answers.Created(Uploaded));
        replicate.Deletes.Then(delete ?? Answers.Status(204));
        return replicate.WithUsualRun();
    }

    /// <summary>Ends the opening of audio only after the deadline of uploads.</summary>
    private static async Task OpenLateAsync(int? length, Action<TaskCompletionSource<Stream>> end)
    {
        await using var replicate = new ScriptedReplicate();
        var opening = new TaskCompletionSource();
        var opened = new TaskCompletionSource<Stream>();
        var audio = AudioSource.FromStream(
            _ =>
            {
                opening.SetResult();
                return opened.Task;
            },
            length: length);
        var failing = replicate.FailAsync(audio);
        await opening.Task;
        replicate.Time.Advance(TimeSpan.FromMinutes(10));
        await failing;
        end(opened);
    }

    private static void AssertUnavailable(GenreClassificationException failure, string reason)
    {
        Assert.That(failure.Failure, Is.EqualTo(GenreClassificationFailure.AudioUnavailable));
        Assert.That(failure.Message, Is.EqualTo(
            $"The audio 'song.flac' could not be sent: {reason}. Nothing was run. Check the file, and retry."));
    }

    /// <summary>Returns the path of the temporary file that begins as the content does.</summary>
    private static string FindCopy(byte[] content)
    {
        return Directory.EnumerateFiles(Path.GetTempPath(), "plyr-genres-*").First(BeginsAsContent);

        bool BeginsAsContent(string path)
        {
            try
            {
                using var file = new FileStream(
                    path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var start = new byte[16];
                var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
                return content.AsSpan(0, start.Length).SequenceEqual(start.AsSpan(0, read));
            }
            catch (FileNotFoundException)
            {
                // Another test's, which was deleted in the meantime.
                return false;
            }
        }
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static AudioSource Stream(byte[] content, string? fileName = null, string? mediaType = null) =>
        AudioSource.FromStream(_ => Task.FromResult<Stream>(new MemoryStream(content)), fileName, mediaType);

    /// <summary>A stream of unknown length that calls an action at its end.</summary>
    private sealed class UnseekableStream(byte[] content, Action atEnd) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                atEnd();
            return read;
        }
    }

    /// <summary>A stream of zeros that does not announce its length.</summary>
    private sealed class ZeroStream(long length) : MemoryStream
    {
        private long _left = length;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(_left, buffer.Length);
            _left -= read;
            return ValueTask.FromResult(read);
        }
    }

    /// <summary>Refuses uploads before their content is sent.</summary>
    private sealed class RefusingService : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.RequestEntityTooLarge));
    }

    /// <summary>A stream that takes 10 seconds for each read.</summary>
    private sealed class SlowStream(byte[] content, ManualTimeProvider time) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return base.ReadAsync(buffer, cancellationToken);
        }
    }

    /// <summary>A stream of unknown length that records whether it is used.</summary>
    private sealed class LateStream : MemoryStream
    {
        private readonly TaskCompletionSource _disposed = new();

        public Task Disposed => _disposed.Task;

        public bool IsUsed { get; private set; }

        public override bool CanSeek
        {
            get
            {
                IsUsed = true;
                return false;
            }
        }

        public override ValueTask DisposeAsync()
        {
            _disposed.SetResult();
            return base.DisposeAsync();
        }
    }

    /// <summary>Takes uploads, and measures how much of the audio was read and not sent yet.</summary>
    private sealed class MeasuringService(CountingStream audio) : DelegatingHandler
    {
        public long MostUnsent { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsoluteUri != "https://api.replicate.com/v1/files")
                return await base.SendAsync(request, cancellationToken);
            var sent = new CountingStream(System.IO.Stream.Null)
            {
                Written = count => MostUnsent = Math.Max(MostUnsent, audio.Count - count),
            };
            await request.Content!.CopyToAsync(sent, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent(Uploaded) };
        }
    }

    /// <summary>Counts the bytes that pass through a stream.</summary>
    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Count { get; private set; }

        /// <summary>Is told the count before each write.</summary>
        public Action<long> Written { get; init; } = _ => { };

        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => false;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Written(Count);
            Count += count;
        }

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
