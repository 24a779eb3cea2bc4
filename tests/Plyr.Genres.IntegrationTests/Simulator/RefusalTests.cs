using System.Net;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Plyr.Genres.Simulator;

namespace Plyr.Genres.IntegrationTests.Simulator;

internal sealed class RefusalTests : SimulatorFixture
{
    [TestCase("v1/predictions", "POST")]
    [TestCase("v1/predictions", "GET")]
    [TestCase("v1/predictions/0123456789abcdefghjkmnpqrs", "GET")]
    [TestCase("v1/predictions/0123456789abcdefghjkmnpqrs/cancel", "POST")]
    public async Task No_request_is_accepted_without_a_token(string path, string method)
    {
        var (_, client) = await StartAsync();
        using var response = await client.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("did not pass an authentication token"));
    }

    [Test]
    public async Task Another_token_than_the_one_that_was_set_is_refused()
    {
        var (_, client) = await StartAsync(new SimulatorOptions { Token = "r8_right" });
        using var right = await client.CreateAsync();
        var request = client.Authorized(HttpMethod.Get, "v1/predictions");
        request.Headers.Authorization = new("Bearer", "r8_wrong");
        using var wrong = await client.Http.SendAsync(request);
        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await wrong.Content.ReadAsStringAsync(), Does.Contain("valid authentication token"));
    }

    [TestCase(Billing.NotSetUp, "Billing required")]
    [TestCase(Billing.InsufficientCredit, "Insufficient credit")]
    public async Task An_account_that_cannot_pay_creates_nothing(Billing billing, string title)
    {
        var (simulator, client) = await StartAsync(new SimulatorOptions { Billing = billing });
        using var response = await client.CreateAsync();
        var problem = await response.JsonAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.PaymentRequired));
        Assert.That(problem.Text("title"), Is.EqualTo(title));
        Assert.That(simulator.Ledger.PaidRuns, Is.Empty);
    }

    [TestCase(RetryHints.Header, true, false)]
    [TestCase(RetryHints.Body, false, true)]
    [TestCase(RetryHints.Header | RetryHints.Body, true, true)]
    [TestCase(RetryHints.None, false, false)]
    public async Task Creates_above_the_limit_are_throttled(RetryHints hints, bool inHeader, bool inBody)
    {
        var (_, client) = await StartAsync(new SimulatorOptions { CreatesPerMinute = 2, RetryHints = hints });
        await client.CreateIdAsync();
        await client.CreateIdAsync();
        using var throttled = await client.CreateAsync();
        var problem = await throttled.JsonAsync();
        Assert.That(throttled.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(throttled.Headers.RetryAfter?.Delta?.TotalSeconds, inHeader ? Is.EqualTo(30) : Is.Null);
        Assert.That(problem.TryGetProperty("retry_after", out var seconds), Is.EqualTo(inBody));
        Assert.That(inBody ? seconds.GetInt32() : 30, Is.EqualTo(30));
        Time.Advance(TimeSpan.FromSeconds(30));
        using var later = await client.CreateAsync();
        Assert.That(later.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    private static IEnumerable<TestCaseData> WrongBodies()
    {
        yield return Wrong(
            "an unknown member",
            body => body["model"] = "x",
            "- Additional property model is not allowed\n",
            "additional_property_not_allowed",
            "");
        yield return Wrong(
            "a webhook",
            body => body["webhook"] = "https://example.com/",
            "- webhook: The simulator doesn't call webhooks. Omit it and poll the prediction.\n",
            "unsupported",
            "webhook");
        yield return Wrong("no version", body => body.Remove("version"), "- version is required\n", "required", "");
        yield return Wrong(
            "a version of another type",
            body => body["version"] = 1,
            "- version: Invalid type. Expected: string, given: integer\n",
            "invalid_type",
            "version");
        yield return Wrong("no input", body => body.Remove("input"), "- input is required\n", "required", "");
        yield return Wrong(
            "audio that is not an address",
            body => body["input"]!["audio"] = "a b",
            "- input.audio: Does not match format 'uri'\n",
            "format",
            "input.audio");
        yield return Wrong(
            "audio that is null",
            body => body["input"]!["audio"] = null,
            "- input.audio: Invalid type. Expected: string, given: null\n",
            "invalid_type",
            "input.audio");
        yield return Wrong(
            "a top_n with a fraction",
            body => body["input"]!["top_n"] = 1.5,
            "- input.top_n: Invalid type. Expected: integer, given: number\n",
            "invalid_type",
            "input.top_n");
        yield return Wrong(
            "an unknown format",
            body => body["input"]!["output_format"] = "json",
            "- input.output_format: output_format must be one of the following: \"Visualization\", \"JSON\"\n",
            "enum",
            "input.output_format");

        static TestCaseData Wrong(string name, Action<JsonObject> change, string detail, string type, string field) =>
            new TestCaseData(change, detail, type, field).SetName($"A_body_with_{name.Replace(' ', '_')}_is_refused");
    }

    [TestCaseSource(nameof(WrongBodies))]
    public async Task A_wrong_body_is_refused(Action<JsonObject> change, string detail, string type, string field)
    {
        var (_, client) = await StartAsync();
        var body = client.Body();
        change(body);
        using var response = await client.CreateAsync(body);
        var problem = await response.JsonAsync();
        var invalid = problem.GetProperty("invalid_fields")[0];
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(problem.Text("detail"), Is.EqualTo(detail));
        Assert.That(invalid.Text("type"), Is.EqualTo(type));
        Assert.That(invalid.Text("field"), Is.EqualTo(field));
    }

    [Test]
    public async Task Only_the_known_version_exists_and_the_name_of_the_model_may_precede_it()
    {
        var (simulator, client) = await StartAsync();
        var body = client.Body();
        body["version"] = new string('0', 64);
        using var other = await client.CreateAsync(body);
        body["version"] = $"mtg/effnet-discogs:{simulator.Version}";
        using var named = await client.CreateAsync(body);
        Assert.That((await other.JsonAsync()).Text("title"), Is.EqualTo("Invalid version or not permitted"));
        Assert.That(named.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [TestCase("GET", "v1/account", 404)]
    [TestCase("GET", "", 404)]
    [TestCase("POST", "_simulator/nothing", 404)]
    [TestCase("GET", "outputs/none", 404)]
    [TestCase("PUT", "v1/predictions", 405)]
    [TestCase("POST", "health-check", 405)]
    public async Task An_unknown_path_or_method_is_answered_with_a_problem(string method, string path, int status)
    {
        var (_, client) = await StartAsync();

        using var response = await client.Http.SendAsync(client.Authorized(new HttpMethod(method), path));

        var problem = await response.JsonAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(status));
    }

    [Test]
    public async Task A_create_larger_than_the_limit_is_refused()
    {
        var (simulator, client) = await StartAsync();

        using var response = await client.CreateAsync(client.Body($"data:,{new string('x', 10_000_000)}"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(simulator.Ledger.PaidRuns, Is.Empty);
    }

    [Test]
    public async Task What_does_not_exist_is_not_found()
    {
        var (_, client) = await StartAsync();
        using var poll = await client.GetAsync("0123456789abcdefghjkmnpqrs");
        using var cancel = await client.CancelAsync("0123456789abcdefghjkmnpqrs");
        Assert.That(poll.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(cancel.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
