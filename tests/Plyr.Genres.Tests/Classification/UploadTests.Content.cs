using System.Runtime.Versioning;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Plyr.Genres.Tests.Support;

namespace Plyr.Genres.Tests.Classification;

/// <content>How the audio is opened and read, its limits, and its temporary copy.</content>
internal sealed partial class UploadTests
{
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
}
