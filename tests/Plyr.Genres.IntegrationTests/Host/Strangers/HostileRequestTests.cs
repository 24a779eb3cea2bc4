using System.Net.Sockets;
using System.Text;
using NUnit.Framework;
using Plyr.Genres.IntegrationTests.Support;

namespace Plyr.Genres.IntegrationTests.Host.Strangers;

/// <summary>
/// Requests that no well-meaning client sends: each gets a clean refusal, and nothing outside the data folder is read
/// or written.
/// </summary>
[TestFixture]
internal sealed class HostileRequestTests
{
    private const string Secret = "do not read this";
    private RunningHost _host = null!;

    private Uri Address => _host.App.Address;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await RunningHost.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(_host.DataFolder, "secret.txt"), Secret);
    }

    [TearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase("/../secret.txt")]
    [TestCase("/audio/../secret.txt")]
    [TestCase("/audio/%2e%2e/secret.txt")]
    [TestCase("/audio/..%2Fsecret.txt")]
    [TestCase("/audio/..%5Csecret.txt")]
    [TestCase("/audio/%252e%252e%252fsecret.txt")]
    [TestCase("/js/../../appsettings.json")]
    [TestCase("/js/..%2f..%2fappsettings.json")]
    [TestCase("/..%2f..%2f..%2f..%2fetc/passwd")]
    [TestCase("/tracks/..%2f..%2fsecret.txt/audio")]
    [TestCase("/tracks/1%00/audio")]
    [TestCase("//etc/passwd")]
    [TestCase("/audio/C:%5Csecret.txt")]
    public async Task A_path_out_of_the_folder_leads_nowhere(string target)
    {
        var answer = await RawHttp.GetAsync(Address, target);
        Assert.That(answer.Status, Is.EqualTo(404).Or.EqualTo(400));
        Assert.That(answer.Body, Does.Not.Contain(Secret).And.Not.Contain("root:").And.Not.Contain("LogLevel"));
    }

    [Test]
    public async Task A_tag_that_looks_like_a_path_is_a_tag()
    {
        var answer = await RawHttp.GetAsync(Address, "/tags/..%2F..%2Fsecret.txt");
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Body, Does.Contain("""{"name":"../../secret.txt","tracks":[],"next":null}"""));
    }

    [TestCase("GET", "/tracks/9223372036854775808", 404)]
    [TestCase("GET", "/tracks/-9223372036854775809/audio", 404)]
    [TestCase("GET", "/tracks/-1", 404)]
    [TestCase("GET", "/tracks/1e5", 404)]
    [TestCase("GET", "/tracks/0x10/recommended-tags", 404)]
    [TestCase("DELETE", "/tracks/99999999999999999999999999", 404)]
    [TestCase("GET", "/tracks?after=99999999999999999999", 400)]
    [TestCase("GET", "/tracks?take=2147483648", 400)]
    [TestCase("GET", "/tracks?take=abc", 400)]
    [TestCase("POST", "/tracks/1", 405)]
    [TestCase("TRACE", "/tracks", 405)]
    [TestCase("PUT", "/health", 405)]
    [TestCase("BREW", "/coffee", 404)]
    public async Task A_number_that_overflows_or_a_method_that_is_not_there_is_a_problem(
        string method, string target, int status)
    {
        var answer = await RawHttp.SendAsync(Address, method, target, []);
        Assert.That(answer.Status, Is.EqualTo(status));
        Assert.That(answer.IsProblem, Is.True, answer.Head);
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("application/xml")]
    [TestCase("multipart/form-data")]
    [TestCase("multipart/form-data; boundary=\"\"")]
    [TestCase("not a type at all")]
    public async Task A_wrong_content_type_is_415_with_a_problem(string type)
    {
        var id = (await _host.Api.UploadAsync(TestAudio.Wav(1))).Id();
        var body = "{\"title\":\"T\",\"tags\":[]}"u8.ToArray();
        foreach (var (method, target) in new[]
        {
            ("POST", "/tracks"),
            ("PUT", $"/tracks/{id}/audio"),
            ("PUT", $"/tracks/{id}"),
        })
        {
            var answer = await RawHttp.SendAsync(Address, method, target, body, $"Content-Type: {type}");
            Assert.That(answer.Status, Is.EqualTo(415), $"{method} {target}");
            Assert.That(answer.IsProblem, Is.True, $"{method} {target}");
        }

        Assert.That((await _host.Api.TrackAsync(id)).Text("title"), Is.EqualTo("A title"));
    }

    [TestCase(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n{audio}",
        TestName = "The end is missing")]
    [TestCase(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n{audio}\r\n--c--\r\n",
        TestName = "Another boundary ends it")]
    [TestCase("{audio}", TestName = "There is no boundary at all")]
    [TestCase(
        "--b\r\nContent-Disposition: form-data; name=\"other\"; filename=\"a.wav\"\r\n\r\n{audio}\r\n--b--\r\n",
        TestName = "The file has another name")]
    [TestCase(
        "--b\r\nContent-Disposition: nonsense\"\r\n\r\n{audio}\r\n--b--\r\n",
        TestName = "The part's header is nonsense")]
    [TestCase("--b\r\nno colon\r\n\r\n{audio}\r\n--b--\r\n", TestName = "A header line has no colon")]
    [TestCase("--b\r\nX: {long}\r\n\r\n{audio}\r\n--b--\r\n", TestName = "A header line is endless")]
    public async Task A_broken_form_is_400_with_a_problem_and_leaves_nothing(string template)
    {
        var body =
            Encoding.Latin1.GetBytes(template.Replace("{long}", new string('x', 100_000), StringComparison.Ordinal)
            .Replace("{audio}", Encoding.Latin1.GetString(TestAudio.Wav(1)), StringComparison.Ordinal));
        var answer = await RawHttp.SendAsync(
            Address, "POST", "/tracks", body, "Content-Type: multipart/form-data; boundary=b");
        Assert.That(answer.Status, Is.EqualTo(400), answer.Body);
        Assert.That(answer.IsProblem, Is.True);
        Assert.That(_host.AudioFiles(), Is.Empty);
    }

    [TestCase("bytes=5-1")]
    [TestCase("bytes=-0")]
    [TestCase("bytes=99999999999999999999-")]
    [TestCase("bytes=0-99999999999999999999")]
    [TestCase("bytes=a-b")]
    [TestCase("lines=1-2")]
    [TestCase("{many}")]
    public async Task A_range_that_makes_no_sense_never_gives_more_than_the_file(string range)
    {
        var audio = TestAudio.Wav(1);
        var id = (await _host.Api.UploadAsync(audio)).Id();
        var many = $"bytes={string.Join(',', Enumerable.Range(0, 1000).Select(start => $"{start}-"))}";
        var answer = await RawHttp.GetAsync(
            Address, $"/tracks/{id}/audio", $"Range: {range.Replace("{many}", many, StringComparison.Ordinal)}");
        Assert.That(answer.Status, Is.AnyOf(200, 206, 416));
        Assert.That(answer.Body, Has.Length.LessThanOrEqualTo(audio.Length));
    }

    [Test]
    public async Task An_upload_that_trickles_in_is_cut_off_and_leaves_nothing()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /tracks HTTP/1.1\r\nHost: {Address.Authority}\r\nContent-Length: 150000\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"));
        await stream.WriteAsync(TestAudio.Wav(1, 0.1));
        await Eventually.BecomesAsync(
            () => Task.FromResult(_host.AudioFiles().Length), count => count == 1, "the upload is being received");

        // Nothing more comes: Kestrel's lowest data rate ends it, here and not at the sender.
        await Eventually.BecomesAsync(
            () => Task.FromResult(_host.AudioFiles().Length), count => count == 0, "the half-received upload is gone");
        using var answer = new StreamReader(stream);
        Assert.That(await answer.ReadLineAsync(), Is.Null.Or.StartsWith("HTTP/1.1 408"));
    }

    [TestCase("evil.example")]
    [TestCase("evil.example:5150")]
    [TestCase("")]
    [TestCase("169.254.169.254")]
    [Property("Reason", "a stranger's name that leads to this machine makes his page the host's own, for a browser")]
    public async Task A_host_on_this_machine_only_does_not_answer_to_a_strangers_name(string name)
    {
        var answer = await RawHttp.GetAsync(Address, "/tracks", $"Host: {name}");
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Body, Does.Not.Contain("tracks\""));
        foreach (var own in new[] { "localhost", $"127.0.0.1:{Address.Port}", "[::1]" })
            Assert.That((await RawHttp.GetAsync(Address, "/tracks", $"Host: {own}")).Status, Is.EqualTo(200), own);
    }

    [Test]
    public void It_listens_on_loopback_unless_told_otherwise()
    {
        using var folder = new TemporaryFolder();
        var settings = Plyr.Genres.Host.Settings.HostSettingsReader.Read(
            new Microsoft.Extensions.Configuration.ConfigurationManager { ["DATA_FOLDER"] = folder.Path });
        Assert.That(settings.ListenAddress, Is.EqualTo(new Uri("http://127.0.0.1:5150")));
    }
}
