using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Plyr.Genres.IntegrationTests.Secrets;

/// <summary>The watch for secrets finds each kind of leak that it is there for.</summary>
[TestFixture, Category("secrets")]
internal sealed class SecretWatchTests
{
    private const string Secret = "planted-4c1d-secret";

    private static readonly KeyValuePair<string, object?>[] State = [new("Token", Secret)];

    private SecretWatch _watch = null!;

    private static IEnumerable<TestCaseData<string, Action<SecretWatch>>> Leaks()
    {
        yield return Leak(
            "log", watch => Logger(watch).Log(LogLevel.Debug, 1, 0, null, (_, _) => $"the token is {Secret}"));
        yield return Leak(
            "log state", watch => Logger(watch).Log(LogLevel.Trace, 1, State, null, (_, _) => "nothing to see"));
        yield return Leak(
            "log scope", watch => Logger(watch).BeginScope(new Dictionary<string, object?> { ["Token"] = Secret }));
        yield return Leak(
            "log exception",
            watch =>
                Logger(watch).Log(LogLevel.Error, 1, 0, new InvalidOperationException(Secret), (_, _) => "it broke"));
        yield return Leak("exception", _ => Throw(new InvalidOperationException(Secret)));
        yield return Leak("exception", _ => Throw(new InvalidOperationException("outer", new IOException(Secret))));
        yield return Leak(
            "exception data",
            _ =>
                Throw(
                    new InvalidOperationException(
                        "outer", new IOException("inner") { Data = { ["token"] = Secret } })));
        yield return Leak("span tag", _ =>
        {
            using var source = new ActivitySource("Plyr.Genres");
            using var span = source.StartActivity("classify");
            span!.SetTag("url", $"https://files.example/a?{Secret}");
        });
        yield return Leak("span", _ =>
        {
            using var source = new ActivitySource("Plyr.Genres");
            using var span = source.StartActivity("classify");
            span!.SetStatus(ActivityStatusCode.Error, Secret);
        });
        yield return Leak("metric tag", _ =>
        {
            using var meter = new Meter("Plyr.Genres");
            meter.CreateCounter<long>("runs").Add(1, new KeyValuePair<string, object?>("token", Secret));
        });
        yield return Leak(
            "HTTP body",
            watch => Send(
                watch,
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent($$"""{"token":"{{Secret}}"}""", null, "application/json"),
                }));
        yield return Leak(
            "HTTP header",
            watch => Send(
                watch,
                new HttpResponseMessage(HttpStatusCode.Redirect)
                {
                    Headers = { Location = new Uri($"https://files.example/a?{Secret}") },
                }));
        yield return Leak("console", watch => watch.Look("console", $"Asking with {Secret}"));
    }

    [SetUp]
    public void Start() => _watch = new SecretWatch(Secret);

    [TearDown]
    public void End() => _watch.Dispose();

    [TestCaseSource(nameof(Leaks))]
    public void A_leak_is_found(string kind, Action<SecretWatch> leak)
    {
        leak(_watch);
        Assert.That(_watch.Found, Is.GreaterThan(0));
        var findings = _watch.Take();
        Assert.That(findings, Has.Some.Property("Kind").EqualTo(kind));
        Assert.That(findings, Has.None.Property("Text").Contain(Secret), "the finding does not leak it again");
    }

    [Test]
    public void What_holds_no_secret_is_looked_at_and_not_found()
    {
        Logger(_watch).Log(LogLevel.Information, 1, 0, null, (_, _) => "a usual entry");
        Assert.That(_watch.Texts, Is.GreaterThan(0));
        Assert.That(_watch.Take(), Is.Empty);
    }

    private static TestCaseData<string, Action<SecretWatch>> Leak(string kind, Action<SecretWatch> leak) =>
        new(kind, leak);

    private static ILogger Logger(SecretWatch watch) => watch.Logs.CreateLogger("test");

    private static void Throw(Exception exception) =>
        Assert.That(() => throw exception, Throws.Exception.SameAs(exception));

    private static void Send(SecretWatch watch, HttpResponseMessage answer)
    {
        using var client = new HttpClient(new WatchingHttpHandler(watch, new Answer(answer)));
        using var response = client.GetAsync(new Uri("http://127.0.0.1/")).GetAwaiter().GetResult();
    }

    private sealed class Answer(HttpResponseMessage answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer);
    }
}
